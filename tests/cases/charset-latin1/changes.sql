INSERT INTO t SELECT id + 10, c, v, x FROM t;
UPDATE t SET c = 'ñ', v = REPEAT('ÿ', 300), x = '€' WHERE id IN (2, 12);
UPDATE k SET v = v + 10;
UPDATE k SET k = 0x9042 WHERE k = 0x81;
