INSERT INTO OrderLines VALUES (2, 1, 'two');
UPDATE OrderLines SET `Item Name` = 'changed' WHERE orderId = 1;
TRUNCATE TABLE orderlines;
INSERT INTO orderlines VALUES (7);
