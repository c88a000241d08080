package sluice.capture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A character set of MySQL as the server itself converts it, asked once and kept as tables.
 *
 * <p>Java has character sets of the same names with other characters in them, and none at all for some: windows-1252 leaves five bytes
 * of latin1 open, EUC-KR lacks most syllables of euckr. Texts that were decoded by those would differ from what the service reads.
 */
public final class ServerCharset {

    /** Those that Java does not decode as MySQL does. */
    private static final Set<String> OTHERWISE_IN_JAVA = Set.of("armscii8", "big5", "cp1250", "cp1251", "cp1256", "cp1257", "cp866", "cp932",
            "dec8", "eucjpms", "euckr", "gb2312", "gbk", "geostd8", "greek", "hebrew", "hp8", "keybcs2", "koi8u", "latin1", "sjis", "swe7",
            "tis620", "ujis");
    private static final Set<String> WITH_THREE_BYTES = Set.of("eucjpms", "ujis");
    private static final int THREE_BYTES = 0x8F;
    private static final int BYTES = 256;
    /** In place of a byte that begins a longer character. */
    private static final char LONGER = '\uFFFF';
    private static final char UNDEFINED = '\uFFFD';
    private static final String NUMBERS = "WITH RECURSIVE b (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM b WHERE n < 255) ";

    private final char[] single;
    private final char[] pairs;
    private final char[] triples;

    private ServerCharset(char[] single, char[] pairs, char[] triples) {
        this.single = single;
        this.pairs = pairs;
        this.triples = triples;
    }

    /** Whether Java has another character set of that name. {@code charset} is as MySQL names it, or null. */
    public static boolean isNeededFor(String charset) {
        return charset != null && OTHERWISE_IN_JAVA.contains(charset.toLowerCase(Locale.ROOT));
    }

    /** @param charset one that {@link #isNeededFor} says yes to */
    static ServerCharset read(Connection connection, String charset) throws SQLException {
        String name = charset.toLowerCase(Locale.ROOT);
        try (Statement statement = connection.createStatement()) {
            char[] single = table(statement, "b.n", "b.n", "b", name, BYTES, LONGER);
            char[] pairs = table(statement, "a.n * 256 + b.n", "a.n, b.n", "b a JOIN b WHERE a.n > 127", name, BYTES * BYTES, UNDEFINED);
            char[] triples = WITH_THREE_BYTES.contains(name) ? table(statement, "a.n * 256 + b.n", THREE_BYTES + ", a.n, b.n",
                    "b a JOIN b WHERE a.n > 127", name, BYTES * BYTES, UNDEFINED) : null;
            return new ServerCharset(single, pairs, triples);
        }
    }

    /** @param none for bytes that are no whole character; what the server knows no character for is undefined */
    private static char[] table(Statement statement, String position, String bytes, String from, String charset, int size, char none)
            throws SQLException {
        char[] table = new char[size];
        Arrays.fill(table, none);
        try (ResultSet row = statement.executeQuery(NUMBERS + "SELECT " + position + ", CONVERT(CONVERT(CHAR(" + bytes
                + " USING binary) USING " + charset + ") USING utf8mb4) FROM " + from)) {
            while (row.next()) {
                String text = row.getString(2);
                if (text != null && text.length() == 1) {
                    table[row.getInt(1)] = text.equals("?") && row.getInt(1) != '?' ? UNDEFINED : text.charAt(0);
                }
            }
        }
        return table;
    }

    /** The text; with U+FFFD for each character that the server does not know. */
    String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int first = bytes[i] & 0xFF;
            if (single[first] != LONGER) {
                text.append(single[first]);
                i++;
            } else {
                boolean three = triples != null && first == THREE_BYTES;
                int length = three ? 3 : 2;
                text.append(i + length > bytes.length ? UNDEFINED : (three ? triples : pairs)[last(bytes, i + length)]);
                i += length;
            }
        }
        return text.toString();
    }

    /** The two bytes before a place. */
    private static int last(byte[] bytes, int end) {
        return (bytes[end - 2] & 0xFF) << 8 | bytes[end - 1] & 0xFF;
    }
}
