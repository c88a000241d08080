CREATE TABLE t (id INT PRIMARY KEY, e ENUM('back\\slash', 'back\\,comma', 'it''s', 'q\\\'q', 'line\nbreak', 'tab\t', 'two\\\\', 'a,b', '\\', 'x'),
  s SET('a\\b', 'c''d', 'e') NOT NULL, n ENUM('') NOT NULL);
INSERT INTO t VALUES (1, 1, 1, ''), (2, 2, 2, ''), (3, 3, 3, ''), (4, 4, 4, ''), (5, 5, 5, ''), (6, 6, 6, ''), (7, 7, 7, ''), (8, 8, 1, ''),
  (9, 9, 3, ''), (10, 10, 0, ''), (11, NULL, 7, '');
CREATE TABLE k (e ENUM('back\\slash', 'a,b', 'x'), s SET('c\\d', 'y'), v INT, PRIMARY KEY (e, s));
INSERT INTO k VALUES ('back\\slash', 'c\\d', 1), ('a,b', 'y', 2), ('x', 'c\\d,y', 3), ('a,b', 'c\\d', 4), ('back\\slash', 'y', 5);
