-- Emoji with modifiers, a flag, combining marks that are not composed, right-to-left, the last code point.
-- Not more than half of a column's length: H2 counts such a character as two, Oracle (CHAR) as one.
CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(40), c CHAR(10), x TEXT);
INSERT INTO t VALUES (1, '😀👨‍👩‍👧‍👦🏳️‍🌈', '🇰🇷', '👍🏽'), (2, _utf8mb4 0x65CC81, 'é', CONCAT('ñ', _utf8mb4 0x6ECC83)), (3, 'שלום עולם', 'مرحبا', '한국어 ᄒ' ),
  (4, _utf8mb4 0xF48FBFBF, _utf8mb4 0xEFBFBD, _utf8mb4 0xF0908080), (5, '​zero width', '﻿bom', '	tab'), (6, REPEAT('😀', 20), REPEAT('😀', 5), REPEAT('😀', 1000));
