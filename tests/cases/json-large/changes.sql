INSERT INTO t SELECT id + 10, j FROM t;
UPDATE t SET j = JSON_SET(j, '$.small', 1) WHERE id IN (2, 12);
