INSERT INTO t SELECT id + 10, c, v, w, x, z, f FROM t;
-- MySQL strips the blanks at the end of a CHAR, and keeps those of a VARCHAR
INSERT INTO t VALUES (21, 'a    ', 'a    ', ' ', '  x  ', '', 'f  ');
UPDATE t SET c = 'zz', v = 'zz ', w = REPEAT('z', 3999) WHERE id IN (1, 11);
