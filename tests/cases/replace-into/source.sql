CREATE TABLE t (id INT PRIMARY KEY, code VARCHAR(10), v INT, UNIQUE KEY (code));
INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3);
