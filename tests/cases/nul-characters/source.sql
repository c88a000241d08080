CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), x TEXT);
INSERT INTO t VALUES (1, 'a\0b', '\0'), (2, '\0\0', 'end\0'), (3, CHAR(1, 31, 127 USING utf8mb4), '\Z');
