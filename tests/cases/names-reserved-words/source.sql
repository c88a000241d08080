CREATE TABLE `order` (`select` INT PRIMARY KEY, `table` VARCHAR(10), `number` INT, `date` DATE, `level` INT, `comment` TEXT,
  `uid` INT, `size` INT, `mode` VARCHAR(5), `access` INT);
CREATE TABLE `user` (`key` INT PRIMARY KEY, `index` INT, `group` INT, `desc` VARCHAR(5));
CREATE TABLE `dual` (`start` INT PRIMARY KEY, `rownum` INT, `sysdate` DATE, `t` INT, `s` INT);
INSERT INTO `order` VALUES (1, 'a', 2, '2024-01-01', 3, 'c', 5, 6, 'm', 7);
INSERT INTO `user` VALUES (1, 2, 3, 'd');
INSERT INTO `dual` VALUES (1, 2, '2024-01-01', 3, 4);
