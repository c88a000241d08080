-- two columns for MySQL, one for Oracle: the upper case of ß is SS
CREATE TABLE t (id INT PRIMARY KEY, `maß` INT, `mass` INT) ;
