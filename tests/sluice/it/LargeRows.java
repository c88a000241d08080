package sluice.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sluice.sandbox.Login;

/** Writes rows of any size into a table {@code (id, n, doc LONGBLOB, txt LONGTEXT, json_doc JSON)}, each of other bytes. */
final class LargeRows implements AutoCloseable {
    static final int MEGABYTE = 1 << 20;
    private static final int HANGUL = 0xAC00;
    private static final int SYLLABLES = 11_172;

    private final Connection connection;
    private final String table;

    LargeRows(Login source, String table) throws SQLException {
        this.connection = source.connect();
        this.table = table;
    }

    static String definition(String table) {
        return "CREATE TABLE " + table + " (id INT PRIMARY KEY, n INT NOT NULL, doc LONGBLOB, txt LONGTEXT CHARACTER SET utf8mb4, json_doc JSON)";
    }

    /** @param columns integers and short texts in turn, {@code c1} to this number, behind the key */
    static String wide(String table, int columns) {
        return "CREATE TABLE " + table + " (id INT PRIMARY KEY, " + IntStream.rangeClosed(1, columns)
                .mapToObj(i -> "c" + i + (i % 4 == 0 ? " VARCHAR(12) CHARACTER SET latin1" : " INT")).collect(Collectors.joining(", ")) + ")";
    }

    /** Bytes that do not shrink. */
    LargeRows bytes(int id, int size) throws SQLException {
        byte[] bytes = new byte[size];
        new Random(id).nextBytes(bytes);
        return write(id, bytes, null, null);
    }

    /** Three bytes a character; the size is that of the bytes. */
    LargeRows text(int id, int size) throws SQLException {
        return write(id, null, korean(id, size), null);
    }

    LargeRows json(int id, int size) throws SQLException {
        String half = korean(id, size / 2);
        return write(id, null, null, "{\"a\": [1, 2.5, null, \"" + half + "\"], \"b\": \"" + half + "\"}");
    }

    private static String korean(int seed, int bytes) {
        return new Random(seed).ints(bytes / 3, HANGUL, HANGUL + SYLLABLES).collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }

    private LargeRows write(int id, byte[] bytes, String text, String json) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("REPLACE INTO " + table + " VALUES (?, 0, ?, ?, ?)")) {
            statement.setInt(1, id);
            statement.setBytes(2, bytes);
            statement.setString(3, text);
            statement.setString(4, json);
            statement.executeUpdate();
        }
        return this;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
