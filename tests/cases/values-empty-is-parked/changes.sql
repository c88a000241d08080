UPDATE t SET v = '' WHERE id = 2;
UPDATE t SET v = 'no longer empty' WHERE id = 3;
DELETE FROM t WHERE id = 4;
