INSERT INTO t SELECT id + 10, d, e FROM t;
UPDATE t SET d = -d, e = -e WHERE id IN (1, 2, 11, 12);
