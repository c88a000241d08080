CALL fill(2);
UPDATE doubled SET id = 3 WHERE id = 1;
