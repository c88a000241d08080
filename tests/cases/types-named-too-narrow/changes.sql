UPDATE t SET v = 'fits not' WHERE id = 1;
UPDATE t SET v = 'now' WHERE id = 2;
