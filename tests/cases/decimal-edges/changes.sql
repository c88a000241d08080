INSERT INTO t SELECT id + 10, a, b, c, d, e, f, g, h FROM t;
UPDATE t SET a = -a, b = -b, c = -c, d = -d, e = -e, f = -f, h = -h WHERE id IN (1, 2, 5, 11, 15);
UPDATE t SET a = NULL, b = NULL WHERE id = 6;
