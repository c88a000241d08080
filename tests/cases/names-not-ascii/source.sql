CREATE TABLE `주문` (`번호` INT PRIMARY KEY, `größe` VARCHAR(10), `naïve` INT);
CREATE TABLE `straße` (id INT PRIMARY KEY, `ı` INT);
INSERT INTO `주문` VALUES (1, 'groß', 1), (2, '한', 2);
INSERT INTO `straße` VALUES (1, 1);
