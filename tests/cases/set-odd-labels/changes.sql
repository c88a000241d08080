INSERT INTO t SELECT id + 10, s, m FROM t;
UPDATE t SET s = 'B,a', m = '63,00' WHERE id IN (2, 3, 13);
