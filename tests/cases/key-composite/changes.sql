UPDATE t SET v = 'new' WHERE a = 'x' AND b = 1 AND c = '2024-01-01';
UPDATE t SET b = b + 10 WHERE a = 'x';
UPDATE t SET c = '2024-02-29', a = 'z' WHERE a = 'y';
DELETE FROM t WHERE b = 12;
INSERT INTO t VALUES ('v5', 1, 'x', '2024-01-01');
