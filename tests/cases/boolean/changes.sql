INSERT INTO t SELECT id + 10, a, b, c FROM t;
UPDATE t SET a = NOT a WHERE id IN (1, 2, 11);
UPDATE t SET a = 127, b = -128, c = 254 WHERE id = 12;
