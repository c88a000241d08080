-- values of a secondary unique key change places within a transaction
CREATE TABLE t (id INT PRIMARY KEY, email VARCHAR(30), UNIQUE KEY (email));
INSERT INTO t VALUES (1, 'a@x'), (2, 'b@x'), (3, 'c@x'), (4, NULL), (5, NULL);
