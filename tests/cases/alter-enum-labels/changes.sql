UPDATE t SET e = 'b' WHERE id = 1;
ALTER TABLE t MODIFY e ENUM('a', 'b', 'a longer label');
INSERT INTO t VALUES (3, 'a longer label');
UPDATE t SET e = 'a longer label' WHERE id = 2;
