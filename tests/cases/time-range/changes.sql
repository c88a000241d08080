INSERT INTO t SELECT id + 10, a, b, c, d FROM t;
UPDATE t SET a = '-838:59:59', b = '-24:00:00.5', c = '-00:00:00.010', d = '-100:00:00.000010' WHERE id IN (1, 3, 4, 14);
