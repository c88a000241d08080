CREATE TABLE t (k VARCHAR(20) COLLATE utf8mb4_bin PRIMARY KEY, v INT);
INSERT INTO t VALUES ('😀', 1), ('😁', 2), ('👨‍👩‍👧', 3), ('한', 4), (_utf8mb4 0xC3A4, 5), (_utf8mb4 0x61CC88, 6);
