INSERT INTO t SELECT id + 10, a, b, c, d FROM t;
UPDATE t SET a = '', b = '', c = '', d = '' WHERE id = 3;
