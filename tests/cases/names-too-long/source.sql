-- 48 characters, 144 bytes: Oracle has 128
CREATE TABLE t (id INT PRIMARY KEY, `이름이길면오라클의바이트한도를넘는다이름이길면오라클의바이트한도를넘는다이름이길면오라클의한도를` INT);
