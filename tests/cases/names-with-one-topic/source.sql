-- Kafka forbids blanks and more: both topics are ..._b
CREATE TABLE `a b` (id INT PRIMARY KEY, v VARCHAR(10));
CREATE TABLE `a_b` (id INT PRIMARY KEY, v INT);
