-- the key's order is not the columns' order
CREATE TABLE t (v VARCHAR(10), b INT, a VARCHAR(10), c DATE, PRIMARY KEY (a, c, b));
INSERT INTO t VALUES ('v1', 1, 'x', '2024-01-01'), ('v2', 2, 'x', '2024-01-01'), ('v3', 1, 'y', '2024-01-01'), ('v4', 1, 'x', '2024-01-02');
