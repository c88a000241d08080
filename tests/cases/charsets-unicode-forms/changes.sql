INSERT INTO t SELECT id + 10, a, b, c, d, e, f, g, h, i, j FROM t;
UPDATE t SET a = '😀', b = 'b', c = '한', d = '국', e = 'e', f = 'ж', g = 'ω', h = 'h😀', i = 'ก', j = 'я' WHERE id IN (1, 2);
