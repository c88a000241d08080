DELETE FROM parent WHERE id = 1;
UPDATE parent SET id = 20 WHERE id = 2;
