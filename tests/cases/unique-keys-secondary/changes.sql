START TRANSACTION;
UPDATE t SET email = 'tmp' WHERE id = 1;
UPDATE t SET email = 'a@x' WHERE id = 2;
UPDATE t SET email = 'b@x' WHERE id = 1;
COMMIT;
DELETE FROM t WHERE id = 3;
INSERT INTO t VALUES (33, 'c@x');
