INSERT INTO t SELECT id + 100, e, n, l FROM t;
UPDATE t SET e = 'x', n = 'only', l = 'ö' WHERE id IN (1, 6, 101);
UPDATE t SET e = 2 WHERE id = 10;
