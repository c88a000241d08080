CREATE TABLE t (tenant INT NOT NULL, code VARCHAR(10) NOT NULL, v INT);
INSERT INTO t VALUES (1, 'a', 1), (1, 'b', 2), (2, 'a', 3);
