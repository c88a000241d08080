UPDATE one SET id = id + 10 ORDER BY id DESC;
INSERT INTO one VALUES (1), (2);
INSERT IGNORE INTO one VALUES (1), (5);
DELETE FROM one WHERE id = 2;
UPDATE two SET b = 'z' WHERE a = 1 AND b = 'x';
REPLACE INTO two VALUES (2, 'x'), (3, 'x');
DELETE FROM two WHERE b = 'y';
