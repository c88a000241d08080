INSERT INTO OrderLines VALUES (2, 1, 'two');
UPDATE OrderLines SET `Item Name` = 'changed' WHERE orderId = 1;
TRUNCATE TABLE orderlines;
INSERT INTO orderlines VALUES (7);
ALTER TABLE OrderLines ADD COLUMN `size` INT, MODIFY `Item Name` VARCHAR(30);
UPDATE OrderLines SET `size` = 5, `Item Name` = REPEAT('x', 30) WHERE orderId = 2;
CREATE TABLE `New Ones` (`user` INT PRIMARY KEY);
INSERT INTO `New Ones` VALUES (1);
