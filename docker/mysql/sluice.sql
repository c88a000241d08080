-- Run once, by the image's entrypoint, when the data directory is empty. The entrypoint has created the user before, without
-- any privilege, from MYSQL_USER and MYSQL_PASSWORD.

CREATE DATABASE shop CHARACTER SET utf8mb4;

-- To follow the binlog, and to hold all tables still for the moment in which a snapshot notes its position.
GRANT REPLICATION SLAVE, REPLICATION CLIENT, RELOAD ON *.* TO 'sluice'@'%';
-- To read what is moved, and nothing else.
GRANT SELECT ON `shop`.* TO 'sluice'@'%';

CREATE TABLE shop.customers (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  email VARCHAR(190) NOT NULL,
  name VARCHAR(100) NULL,
  since DATE NOT NULL,
  PRIMARY KEY (id));

CREATE TABLE shop.orders (
  id BIGINT NOT NULL AUTO_INCREMENT,
  customer_id INT UNSIGNED NOT NULL,
  state ENUM('new', 'paid', 'sent') NOT NULL,
  amount DECIMAL(10,2) NOT NULL,
  placed_at DATETIME(3) NOT NULL,
  changed_at TIMESTAMP(6) NOT NULL,
  PRIMARY KEY (id));

INSERT INTO shop.customers (email, name, since) VALUES
  ('ada@example.com', 'Ada', '2020-02-29'),
  ('blaise@example.com', 'Blaise', '2021-12-31'),
  ('chloe@example.com', NULL, '2024-07-01');

INSERT INTO shop.orders (customer_id, state, amount, placed_at, changed_at) VALUES
  (1, 'sent', 150.00, '2025-10-20 04:00:00.125', '2025-10-21 08:30:00.000001'),
  (1, 'new', 0.99, '2025-11-02 23:59:59.999', '2025-11-02 23:59:59.999999'),
  (2, 'paid', 99999999.99, '2025-11-03 12:00:00.000', '2025-11-03 12:00:01.000000');
