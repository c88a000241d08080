INSERT INTO t SELECT id + 10, v, c, x FROM t;
UPDATE t SET v = CONCAT('x', LEFT(v, 19)), c = '🎉', x = CONCAT(x, '😀') WHERE id IN (1, 2, 6, 11, 16);
