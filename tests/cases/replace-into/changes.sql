REPLACE INTO t VALUES (1, 'a', 10);
-- deletes both the row 2 (by its key) and the row 3 (by its code)
REPLACE INTO t VALUES (2, 'c', 20);
REPLACE INTO t VALUES (4, 'd', 40), (1, 'd', 41);
