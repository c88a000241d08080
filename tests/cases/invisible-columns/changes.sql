INSERT INTO t VALUES (3, 3);
UPDATE t SET hidden = 'changed' WHERE id = 1;
