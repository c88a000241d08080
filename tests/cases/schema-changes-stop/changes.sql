UPDATE t SET v = 'before';
ALTER TABLE t ADD COLUMN note VARCHAR(20), MODIFY v VARCHAR(40);
INSERT INTO t VALUES (2, 'behind', 'new');
CREATE TABLE fresh (id INT PRIMARY KEY, v INT);
INSERT INTO fresh VALUES (1, 1);
ALTER TABLE free COMMENT 'nobody waits for this';
UPDATE free SET v = 2;
