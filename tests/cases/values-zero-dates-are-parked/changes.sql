SET sql_mode = '';
INSERT INTO t VALUES (3, '0000-00-00'), (4, '2024-03-01');
UPDATE t SET d = '2000-01-01' WHERE id = 1;
