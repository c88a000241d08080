UPDATE t SET v = 10 WHERE code = 'a';
UPDATE t SET code = 'z' WHERE code = 'b';
DELETE FROM t WHERE code = 'c';
INSERT INTO t VALUES ('d', 4);
