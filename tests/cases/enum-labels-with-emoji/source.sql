-- a ? is a question mark where four bytes cannot be: in latin1
CREATE TABLE t (id INT PRIMARY KEY, e ENUM('😀', 'x') NOT NULL DEFAULT 'x', real_one ENUM('?') CHARACTER SET latin1);
