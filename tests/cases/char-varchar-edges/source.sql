CREATE TABLE t (id INT PRIMARY KEY, c CHAR(5), v VARCHAR(5), w VARCHAR(4000), x VARCHAR(5000), z CHAR(0), f CHAR(255));
INSERT INTO t VALUES (1, 'abcde', 'abcde', REPEAT('x', 4000), REPEAT('y', 5000), '', REPEAT('f', 255)),
  (2, 'a', 'a  ', 'w', 'x', '', 'f'), (3, NULL, NULL, NULL, NULL, NULL, NULL), (4, ' a', '  a', 'it''s', 'back\\slash', '', '"'),
  (5, 'a\tb', 'a\nb', 'a\rb', '%_', '', ';');
