CREATE TABLE t (id INT PRIMARY KEY, e ENUM('a', 'B', 'it''s', 'with space', '한국', 'comma,inside', '"', 'x'),
  n ENUM('', 'only') NOT NULL, l ENUM('ä', 'ö') CHARACTER SET latin1);
INSERT INTO t VALUES (1, 'a', '', 'ä'), (2, 'b', 'only', 'ö'), (3, 'it''s', '', NULL), (4, 'with space', 'only', 'ä'),
  (5, '한국', '', 'ö'), (6, 'x', 'only', 'ä'), (7, 'comma,inside', '', NULL), (9, '"', '', 'ö'), (10, NULL, 'only', 'ä');
