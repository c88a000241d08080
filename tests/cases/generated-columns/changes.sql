INSERT INTO t (id, price, qty, note) VALUES (3, 1.5, 2, 'third');
UPDATE t SET price = 10, note = 'changed' WHERE id = 1;
UPDATE t SET qty = NULL WHERE id = 3;
