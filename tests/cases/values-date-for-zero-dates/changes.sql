SET sql_mode = '';
INSERT INTO t VALUES (3, '0000-00-00', '2024-01-01');
UPDATE t SET d = '0000-00-00', dt = '0000-00-00' WHERE id = 2;
