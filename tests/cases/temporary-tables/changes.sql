-- a temporary table of the same name hides the table for this session; none of its rows is logged
CREATE TEMPORARY TABLE t (id INT PRIMARY KEY, v INT, w INT);
INSERT INTO t VALUES (7, 7, 7);
DROP TEMPORARY TABLE t;
INSERT INTO t VALUES (2, 2);
