CREATE TABLE t (id INT PRIMARY KEY, e ENUM('😀', 'back\\slash', 'x'));
INSERT INTO t VALUES (1, '😀'), (2, 'back\\slash'), (3, 'x');
