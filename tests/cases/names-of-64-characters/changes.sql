INSERT INTO a_table_with_a_name_of_sixty_four_characters_which_is_mysqls_mos VALUES (2, 2);
UPDATE `이름이_길면_오라클의_바이트_한도에_닿는다_가나다라마바사` SET v = 2;
