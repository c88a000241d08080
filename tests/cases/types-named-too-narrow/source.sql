-- what the operator's type does not hold is parked, never cut
CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), b TINYINT(1));
INSERT INTO t VALUES (1, 'fits', 1), (2, 'does not fit', 1), (3, 'x', 100);
