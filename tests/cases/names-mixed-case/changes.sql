UPDATE OrderLines SET ITEMNAME = 'new' WHERE orderid = 1 AND LINENO = 1;
INSERT INTO OrderLines VALUES (2, 1, 'three');
DELETE FROM OrderLines WHERE lineNo = 2;
