UPDATE t SET id = 101 WHERE id = 1;
UPDATE t SET id = id + 1000 ORDER BY id DESC;
UPDATE t SET id = 2, v = 'two again' WHERE id = 1002;
-- two rows swap their keys by way of a third key
UPDATE t SET id = 0 WHERE id = 1003;
UPDATE t SET id = 1003 WHERE id = 1004;
UPDATE t SET id = 1004 WHERE id = 0;
INSERT INTO t VALUES (1, 'a new one');
