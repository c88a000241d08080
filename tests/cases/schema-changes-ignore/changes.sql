ALTER TABLE t ADD COLUMN note VARCHAR(20), MODIFY v VARCHAR(40), DROP COLUMN gone;
UPDATE t SET v = 'short', note = 'left out' WHERE id = 1;
UPDATE t SET v = 'too long' WHERE id = 2;
INSERT INTO t VALUES (3, 'new', 'left out');
CREATE TABLE fresh (id INT PRIMARY KEY, v INT);
INSERT INTO fresh VALUES (1, 1);
UPDATE free SET v = 2;
