UPDATE n SET v = v + 10 WHERE k IN ('a', 'a ');
DELETE FROM n WHERE k = ' ';
UPDATE p SET k = 'a ' WHERE k = 'a';
UPDATE p SET k = 'b' WHERE k = 'b ';
UPDATE p SET v = v + 100;
