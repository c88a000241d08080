INSERT INTO t (id) VALUES (3);
INSERT INTO t (id, a, b, d, g, h, i, j, k) VALUES (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE t SET a = DEFAULT, f = 7, b = NULL WHERE id IN (1, 2);
