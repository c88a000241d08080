INSERT INTO t VALUES (4, '', 'b', '');
UPDATE t SET v = '', c = '' WHERE id = 2;
