SET time_zone = '+09:00';
INSERT INTO t SELECT id + 10, a FROM t;
UPDATE t SET a = a + INTERVAL 1 HOUR WHERE id IN (1, 2, 3, 4);
