INSERT INTO t VALUES (4, 0x8142), (5, 0x80), (6, '?');
UPDATE t SET v = 'corrected' WHERE id = 1;
