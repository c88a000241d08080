CREATE TABLE OrderLines (OrderId INT, lineNo INT, itemName VARCHAR(20), PRIMARY KEY (OrderId, lineNo));
INSERT INTO OrderLines VALUES (1, 1, 'one'), (1, 2, 'two');
