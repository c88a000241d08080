INSERT INTO g SELECT id + 10, v, x FROM g;
INSERT INTO gb SELECT id + 10, v, x FROM gb;
INSERT INTO b SELECT id + 10, v, x FROM b;
INSERT INTO s SELECT id + 10, v, x FROM s;
INSERT INTO u SELECT id + 10, v, x FROM u;
INSERT INTO k SELECT id + 10, v, x FROM k;
UPDATE g SET v = '改', x = '变' WHERE id = 1;
UPDATE s SET v = '変', x = '更' WHERE id = 11;
UPDATE k SET v = '변경', x = '됨' WHERE id IN (1, 11);
