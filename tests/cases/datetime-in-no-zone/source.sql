-- local times that some zone skips or has twice (New York, Berlin, Seoul 1988, Samoa): a DATETIME has no zone
CREATE TABLE t (id INT PRIMARY KEY, d DATETIME);
INSERT INTO t VALUES (1, '2024-03-10 02:30:00'), (2, '2024-03-31 02:30:00'), (3, '2024-11-03 01:30:00'), (4, '1988-05-08 00:30:00'),
  (5, '2011-12-30 12:00:00'), (6, '1908-03-31 23:59:00'), (7, '2024-10-27 02:30:00');
