INSERT INTO t VALUES ('🎉', 7), ('😂', 8);
UPDATE t SET v = v + 100 WHERE k IN ('😀', '🎉', _utf8mb4 0x61CC88);
UPDATE t SET k = '😎' WHERE k = '😁';
DELETE FROM t WHERE k IN ('👨‍👩‍👧', '😂');
