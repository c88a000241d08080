UPDATE t SET v = v + 10;
UPDATE t SET k = k + 1 WHERE v = 13;
DELETE FROM t WHERE v = 12;
