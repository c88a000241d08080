INSERT INTO t VALUES (4, '', ''), (5, '  ', '   ');
UPDATE t SET v = '' WHERE id = 3;
