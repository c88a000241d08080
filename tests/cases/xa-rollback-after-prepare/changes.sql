XA START 'case-2';
DELETE FROM t WHERE id = 1;
XA END 'case-2';
XA PREPARE 'case-2';
XA ROLLBACK 'case-2';
