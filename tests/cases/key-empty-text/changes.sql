INSERT INTO t VALUES ('b', 3);
UPDATE t SET v = 22 WHERE k = 'a';
