-- the same key at the source, another one in the target
CREATE TABLE t (k VARCHAR(20) COLLATE utf8mb4_0900_ai_ci PRIMARY KEY, v INT);
CREATE TABLE l (k VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci PRIMARY KEY, v INT);
INSERT INTO t VALUES ('abc', 1), ('Elise', 2), ('straße', 3), ('same', 4);
INSERT INTO l VALUES ('abc', 1), ('Öl', 2);
