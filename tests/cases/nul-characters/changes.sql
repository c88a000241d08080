INSERT INTO t SELECT id + 10, v, x FROM t;
UPDATE t SET v = '\0', x = 'x\0x' WHERE id IN (1, 11);
