CREATE TABLE one (id INT PRIMARY KEY);
CREATE TABLE two (a INT, b VARCHAR(10), PRIMARY KEY (a, b));
INSERT INTO one VALUES (1), (2), (3);
INSERT INTO two VALUES (1, 'x'), (1, 'y'), (2, 'x');
