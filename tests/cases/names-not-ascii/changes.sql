UPDATE `주문` SET `größe` = 'klein' WHERE `번호` = 1;
INSERT INTO `주문` VALUES (3, NULL, 3);
DELETE FROM `주문` WHERE `번호` = 2;
UPDATE `straße` SET `ı` = 2;
