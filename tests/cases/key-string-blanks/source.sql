-- with NO PAD the blank at the end makes another key; with PAD SPACE it does not
CREATE TABLE n (k VARCHAR(10) COLLATE utf8mb4_0900_as_cs PRIMARY KEY, v INT);
CREATE TABLE p (k VARCHAR(10) COLLATE utf8mb4_bin PRIMARY KEY, v INT);
INSERT INTO n VALUES ('a', 1), ('a ', 2), (' a', 3), (' ', 4);
INSERT INTO p VALUES ('a', 1), ('b ', 2), (' a', 3);
