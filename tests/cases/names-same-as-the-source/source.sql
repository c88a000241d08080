CREATE TABLE OrderLines (orderId INT, lineNo INT, `Item Name` VARCHAR(20), PRIMARY KEY (orderId, lineNo));
CREATE TABLE orderlines (id INT PRIMARY KEY);
INSERT INTO OrderLines VALUES (1, 1, 'one');
INSERT INTO orderlines VALUES (1);
