-- without strict mode a value that is no label becomes '', the label of index 0
CREATE TABLE t (id INT PRIMARY KEY, e ENUM('a', 'b') NOT NULL);
SET sql_mode = '';
INSERT INTO t VALUES (1, 'a'), (2, 'c'), (3, '');
