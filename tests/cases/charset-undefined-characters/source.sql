-- 0x81 is no character of windows-1250, and the server gives a ? for it; 0x80 is the euro sign
CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20) CHARACTER SET cp1250);
INSERT INTO t VALUES (1, 0x4181), (2, 0x80), (3, 'plain');
