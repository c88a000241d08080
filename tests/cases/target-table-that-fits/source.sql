CREATE TABLE t (id INT, part INT, name VARCHAR(20) NOT NULL, price DECIMAL(10,2), at DATETIME(3), data VARBINARY(10), doc TEXT,
  PRIMARY KEY (id, part));
INSERT INTO t VALUES (1, 1, 'one', 1.25, '2024-02-29 12:00:00.123', x'00ff', 'text'), (1, 2, '', NULL, NULL, NULL, NULL);
