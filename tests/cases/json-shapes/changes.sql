INSERT INTO t SELECT id + 100, j FROM t;
UPDATE t SET j = JSON_SET(j, '$.added', 1.25) WHERE id IN (1, 9, 109);
UPDATE t SET j = JSON_ARRAY_APPEND(j, '$', JSON_OBJECT('k', 'v')) WHERE id IN (2, 18, 118);
UPDATE t SET j = JSON_REMOVE(j, '$.a') WHERE id = 17;
UPDATE t SET j = '{"was": "null"}' WHERE id = 8;
