SET sql_mode = '';
INSERT INTO t VALUES (4, 'nothing'), (5, 'b');
UPDATE t SET e = 'wrong' WHERE id = 1;
