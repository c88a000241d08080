-- the hour that New York skips, and the one that it has twice; written from sessions in several zones
CREATE TABLE t (id INT PRIMARY KEY, a TIMESTAMP NULL);
INSERT INTO t VALUES (1, '2024-03-10 06:59:59'), (2, '2024-03-10 07:00:00'), (3, '2024-11-03 05:30:00'), (4, '2024-11-03 06:30:00');
SET time_zone = '+09:00';
INSERT INTO t VALUES (5, '2024-03-10 16:30:00'), (6, '2024-11-03 15:30:00');
SET time_zone = '-11:00';
INSERT INTO t VALUES (7, '2024-03-31 02:30:00');
