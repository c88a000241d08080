CREATE TABLE t (k ENUM('low', 'mid', 'HIGH'), s SET('x', 'y'), v INT, PRIMARY KEY (k, s));
INSERT INTO t VALUES ('low', 'x', 1), ('mid', 'x,y', 2), ('high', 'y', 3);
