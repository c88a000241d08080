-- what a trigger writes is in the binlog; the target gets no trigger
CREATE TABLE t (id INT PRIMARY KEY, v INT, doubled INT);
CREATE TABLE log (n INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(40));
CREATE TRIGGER before_t BEFORE INSERT ON t FOR EACH ROW SET NEW.doubled = NEW.v * 2;
CREATE TRIGGER after_t AFTER UPDATE ON t FOR EACH ROW BEGIN
  INSERT INTO log (what) VALUES (CONCAT('updated ', NEW.id));
  INSERT INTO log (what) VALUES (CONCAT('was ', OLD.v));
END;
INSERT INTO t (id, v) VALUES (1, 1), (2, 2);
