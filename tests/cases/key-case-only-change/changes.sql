UPDATE t SET k = 'ABC' WHERE k = 'abc';
UPDATE t SET k = 'élise' WHERE k = 'elise';
UPDATE t SET k = 'strasse', v = 33 WHERE k = 'straße';
UPDATE t SET v = 44 WHERE k = 'SAME';
INSERT INTO t VALUES ('SAME', 5) ON DUPLICATE KEY UPDATE k = VALUES(k), v = 55;
REPLACE INTO t VALUES ('Abc', 11);
UPDATE l SET k = 'ABC' WHERE k = 'abc';
DELETE FROM l WHERE k = 'öl';
