CREATE TABLE a_table_with_a_name_of_sixty_four_characters_which_is_mysqls_mos (
  a_column_with_a_name_of_sixty_four_characters_which_is_mysqls_mo INT PRIMARY KEY, v INT);
CREATE TABLE `이름이_길면_오라클의_바이트_한도에_닿는다_가나다라마바사` (`열이름도_길면_오라클의_바이트_한도에_닿는다_가나다라마바사` INT PRIMARY KEY, v INT);
INSERT INTO a_table_with_a_name_of_sixty_four_characters_which_is_mysqls_mos VALUES (1, 1);
INSERT INTO `이름이_길면_오라클의_바이트_한도에_닿는다_가나다라마바사` VALUES (1, 1);
