UPDATE t SET v = 20 WHERE tenant = 1 AND code = 'b';
UPDATE t SET code = 'c' WHERE tenant = 2;
DELETE FROM t WHERE tenant = 1 AND code = 'a';
INSERT INTO t VALUES (3, 'x', NULL);
