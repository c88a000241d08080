UPDATE orders SET note = 'changed', `order` = 11 WHERE id = 1;
UPDATE orders SET id = 3 WHERE id = 2;
DELETE FROM `odd.name`;
INSERT INTO `odd.name` VALUES (2, 'two');
ALTER TABLE orders ADD COLUMN added INT;
UPDATE orders SET added = 7 WHERE id = 1;
TRUNCATE TABLE `plain`;
INSERT INTO `plain` VALUES (2, 2);
