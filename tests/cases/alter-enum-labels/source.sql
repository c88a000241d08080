CREATE TABLE t (id INT PRIMARY KEY, e ENUM('a', 'b'));
INSERT INTO t VALUES (1, 'a'), (2, 'b');
