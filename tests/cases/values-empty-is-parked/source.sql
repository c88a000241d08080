CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20) NOT NULL);
INSERT INTO t VALUES (1, ''), (2, 'x'), (3, ''), (4, 'y');
