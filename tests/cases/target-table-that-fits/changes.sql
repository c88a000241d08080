INSERT INTO t VALUES (2, 1, 'two', 99999999.99, '9999-12-31 23:59:59.999', x'', '');
UPDATE t SET name = 'changed', price = -0.01 WHERE id = 1 AND part = 1;
DELETE FROM t WHERE part = 2;
ALTER TABLE t MODIFY name VARCHAR(60) NOT NULL;
UPDATE t SET name = REPEAT('x', 60) WHERE id = 2;
