INSERT INTO `order` SELECT `select` + 1, `table`, `number`, `date`, `level`, `comment`, `uid`, `size`, `mode`, `access` FROM `order`;
UPDATE `order` SET `table` = 'b', `date` = NULL WHERE `select` = 1;
UPDATE `user` SET `group` = 33, `key` = 10;
INSERT INTO `dual` VALUES (2, 22, NULL, 1, 1);
UPDATE `dual` SET `rownum` = 3, `t` = 9, `s` = 8 WHERE `start` = 1;
DELETE FROM `order` WHERE `select` = 2;
