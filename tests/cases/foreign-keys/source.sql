CREATE TABLE parent (id INT PRIMARY KEY, name VARCHAR(10));
CREATE TABLE child (id INT PRIMARY KEY, parent_id INT, boss INT, FOREIGN KEY (parent_id) REFERENCES parent (id), FOREIGN KEY (boss) REFERENCES child (id));
INSERT INTO parent VALUES (1, 'one'), (2, 'two');
INSERT INTO child VALUES (1, 1, NULL), (2, 1, 1), (3, 2, 1);
