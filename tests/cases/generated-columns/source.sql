CREATE TABLE t (id INT PRIMARY KEY, price DECIMAL(10,2), qty INT, total DECIMAL(12,2) AS (price * qty) STORED, upper_note VARCHAR(20)
  AS (UPPER(note)) VIRTUAL, note VARCHAR(20), KEY (upper_note));
INSERT INTO t (id, price, qty, note) VALUES (1, 9.99, 3, 'first'), (2, NULL, 1, NULL);
