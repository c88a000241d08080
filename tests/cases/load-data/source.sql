SET GLOBAL local_infile = 1;
CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), n DECIMAL(5,2));
INSERT INTO t VALUES (1, 'one', 1), (2, 'two', 2);
