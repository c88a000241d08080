INSERT INTO t SELECT id + 10, g, p, l, a, s FROM t;
UPDATE t SET g = ST_GeomFromText('POINT(51.5 0)', 4326), p = POINT(-1, 1), s = ST_GeomFromText('POINT(0.1 0.2)', 4326) WHERE id IN (1, 7, 17);
