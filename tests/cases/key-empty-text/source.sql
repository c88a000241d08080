-- '' is a key for MySQL, and NULL for Oracle
CREATE TABLE t (k VARCHAR(10) PRIMARY KEY, v INT);
INSERT INTO t VALUES ('', 1), ('a', 2);
