INSERT INTO t VALUES (1, 'first'), (2, 'second');
DELETE FROM t WHERE id = 1;
