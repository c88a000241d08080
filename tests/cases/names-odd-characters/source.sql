CREATE TABLE `with space` (`the id` INT PRIMARY KEY, `a.b` INT, `a-b` INT, `it's` INT, `100%` INT, `x$y` INT, `a,b` INT, `q?` INT, `:name` INT);
CREATE TABLE `dot.ted` (id INT PRIMARY KEY, v INT);
CREATE TABLE `1begins-with-digit` (`1` INT PRIMARY KEY, `_` INT);
INSERT INTO `with space` VALUES (1, 2, 3, 4, 5, 6, 7, 8, 9);
INSERT INTO `dot.ted` VALUES (1, 1);
INSERT INTO `1begins-with-digit` VALUES (1, 1);
