CREATE TABLE t (id INT PRIMARY KEY, c CHAR(10), v VARCHAR(300), x TEXT) CHARACTER SET latin1;
INSERT INTO t VALUES (1, 'äöüß', '€ „quoted“ …', 'Ünïcödé'), (2, 'ÿ', '¡¢£¤¥', NULL), (3, '', 'ascii', '');
SET NAMES latin1;
INSERT INTO t VALUES (4, 0xE4F6FC, 0x80A4FF, 0xE9);
-- the five bytes that windows-1252 leaves open, and UTF-8 in a latin1 column, where they are common
INSERT INTO t VALUES (5, 0x818D8F909D, 0xE2809CC381C38DE2809D, 0x41819D);
CREATE TABLE k (k VARCHAR(20) PRIMARY KEY, v INT, m MEDIUMTEXT) CHARACTER SET latin1;
INSERT INTO k VALUES (0x8141, 1, 0x8D), (0x81, 2, 0x9D8F), ('plain', 3, 'plain');
