INSERT INTO t SELECT id + 1000, v, w FROM t;
UPDATE t SET v = v * 2 WHERE id % 2 = 0;
DELETE FROM t WHERE id % 5 = 0;
UPDATE t SET id = id + 10000 WHERE id % 7 = 0;
