CREATE TABLE t (id INT PRIMARY KEY, e ENUM('😀', 'x'));
INSERT INTO t VALUES (1, '😀'), (2, 'x');
