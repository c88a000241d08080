DELETE FROM t WHERE id = 3;
INSERT INTO t VALUES (4, 'of the source');
TRUNCATE TABLE u;
INSERT INTO u VALUES (2, 'of the source');
