SET time_zone = '-11:00';
INSERT INTO t SELECT id + 10, d FROM t;
UPDATE t SET d = d + INTERVAL 1 MINUTE WHERE id < 4;
