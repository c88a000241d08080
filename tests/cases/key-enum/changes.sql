UPDATE t SET v = v + 10;
UPDATE t SET k = 'mid' WHERE k = 'low';
UPDATE t SET s = 'y' WHERE s = 'x,y';
DELETE FROM t WHERE k = 'high';
INSERT INTO t VALUES ('low', 'x', 7);
