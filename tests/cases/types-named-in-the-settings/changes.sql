INSERT INTO t SELECT id + 10, a, b, c, d, e, f, g, h, i, j, k FROM t;
UPDATE t SET a = '00:00:01', b = 0, c = '1999-12-31', d = '1999-12-31 23:59:59.999', f = 4095, g = 0, h = '838:59:59', i = '-1', k = -0.01 WHERE id = 2;
