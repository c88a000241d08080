CREATE TABLE orders (id INT PRIMARY KEY, `order` INT, note VARCHAR(20), at DATETIME(3));
CREATE TABLE `odd.name` (`a=b` INT, `c d` VARCHAR(20), PRIMARY KEY (`a=b`));
CREATE TABLE `plain` (nr INT PRIMARY KEY, v INT);
INSERT INTO orders VALUES (1, 10, 'one', '2024-02-29 12:00:00.123'), (2, 20, NULL, NULL);
INSERT INTO `odd.name` VALUES (1, 'one');
INSERT INTO `plain` VALUES (1, 1);
