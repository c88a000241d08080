INSERT INTO t (id, v) VALUES (3, 3);
UPDATE t SET v = v + 10;
DELETE FROM t WHERE id = 1;
