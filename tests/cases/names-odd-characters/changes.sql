INSERT INTO `with space` VALUES (2, 12, 13, 14, 15, 16, 17, 18, 19);
UPDATE `with space` SET `a.b` = 22, `it's` = 44, `q?` = 88, `:name` = NULL WHERE `the id` = 1;
UPDATE `dot.ted` SET v = 2;
INSERT INTO `dot.ted` VALUES (2, 2);
UPDATE `1begins-with-digit` SET `_` = 5;
DELETE FROM `with space` WHERE `the id` = 2;
