CREATE TABLE t (code VARCHAR(10) NOT NULL, v INT, UNIQUE KEY (code));
INSERT INTO t VALUES ('a', 1), ('b', 2), ('c', 3);
