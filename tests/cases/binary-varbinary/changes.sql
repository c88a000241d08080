INSERT INTO t SELECT id + 10, a, b, c, d FROM t;
UPDATE t SET a = 0x01, b = 0x0100, c = 0x0001, d = 0x80 WHERE id IN (1, 3, 13);
