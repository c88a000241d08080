package sluice.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a row is known again by between two looks: 32 bytes for a row of any size, or one mark for no row. The values of both sides are those that
 * {@link Cell}s give, so equal rows have equal digests.
 */
final class RowDigest {

    /** Of a row that is not there. */
    static final String ABSENT = "-";

    private RowDigest() {
    }

    /** @param row null where there is none */
    static String of(Object[] row, int columns) {
        if (row == null) {
            return ABSENT;
        }
        MessageDigest digest = sha();
        for (int i = 0; i < columns; i++) {
            Object value = row[i];
            if (value instanceof byte[] bytes) {
                add(digest, 'b', bytes);
            } else if (value != null) {
                String text = value instanceof float[] elements ? Arrays.toString(elements) : Values.identity(value).toString();
                add(digest, 't', text.getBytes(StandardCharsets.UTF_8));
            } else {
                digest.update((byte) 'n');
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, char kind, byte[] bytes) {
        digest.update((byte) kind);
        digest.update(new byte[] {(byte) (bytes.length >>> 24), (byte) (bytes.length >>> 16), (byte) (bytes.length >>> 8), (byte) bytes.length});
        digest.update(bytes);
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
