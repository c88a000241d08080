CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20) NOT NULL, c CHAR(5) NOT NULL, n VARCHAR(20));
INSERT INTO t VALUES (1, '', '', ''), (2, 'x', 'y', 'z'), (3, ' ', 'a', ' ');
