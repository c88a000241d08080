CREATE TABLE t (id INT PRIMARY KEY, e ENUM('😀', 'x', 'longer'));
INSERT INTO t VALUES (1, '😀'), (2, 'x');
