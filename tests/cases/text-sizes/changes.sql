INSERT INTO t SELECT id + 10, a, b, c, d FROM t;
UPDATE t SET c = REPEAT('new ', 300000), d = 'short now' WHERE id = 1;
UPDATE t SET a = 'x' WHERE id IN (4, 14);
