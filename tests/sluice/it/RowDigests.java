package sluice.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import sluice.sandbox.Login;

/** Looks at tables whose rows are too large to be held: each is read and forgotten, and its digest kept. */
final class RowDigests {

    private RowDigests() {
    }

    /** -1 as long as the table is not there. */
    static long number(Login login, String query) {
        try {
            return login.number(query);
        } catch (SQLException e) {
            return -1;
        }
    }

    /** The digest of each row's columns behind the first one, by that one's text. Columns that are named JSON are equal by their document. */
    static SortedMap<String, String> digests(Login login, String query) throws SQLException {
        SortedMap<String, String> digests = new TreeMap<>();
        try (Connection connection = login.connect(); Statement statement = connection.createStatement()) {
            statement.setFetchSize(login.url().startsWith("jdbc:mysql") ? Integer.MIN_VALUE : 1);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    digests.put(rows.getString(1), digest(rows));
                }
            }
        }
        return digests;
    }

    private static String digest(ResultSet row) throws SQLException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int column = 2; column <= row.getMetaData().getColumnCount(); column++) {
                digest.update((byte) column);
                digest.update(bytes(row, column));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        String type = row.getMetaData().getColumnTypeName(column);
        if (type.endsWith("BLOB") || type.contains("BINARY LARGE")) {
            byte[] bytes = row.getBytes(column);
            return bytes == null ? new byte[0] : bytes;
        }
        String text = row.getString(column);
        if (text == null) {
            return new byte[0];
        }
        return (row.getMetaData().getColumnName(column).equalsIgnoreCase("JSON_DOC") ? document(text) : text).getBytes(StandardCharsets.UTF_8);
    }

    private static String document(String text) throws SQLException {
        try {
            return new ObjectMapper().readTree(text).toString();
        } catch (JsonProcessingException e) {
            throw new SQLException("no JSON", e);
        }
    }
}
