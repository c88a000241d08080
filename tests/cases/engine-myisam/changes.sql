INSERT INTO t VALUES (3, 'c');
UPDATE t SET v = 'new' WHERE id = 1;
DELETE FROM t WHERE id = 2;
