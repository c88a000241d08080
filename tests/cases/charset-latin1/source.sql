CREATE TABLE t (id INT PRIMARY KEY, c CHAR(10), v VARCHAR(300), x TEXT) CHARACTER SET latin1;
INSERT INTO t VALUES (1, 'äöüß', '€ „quoted“ …', 'Ünïcödé'), (2, 'ÿ', '¡¢£¤¥', NULL), (3, '', 'ascii', '');
SET NAMES latin1;
INSERT INTO t VALUES (4, 0xE4F6FC, 0x80A4FF, 0xE9);
