package sluice.capture;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.OutputStream;

/**
 * The bytes of a message: kept up to a limit, and only counted beyond it. So a row that is too large costs no memory of its size,
 * and what it would have needed is known all the same.
 */
final class MessageBytes extends OutputStream {

    private static final int USUAL_SIZE = 512;

    private final long most;
    private ByteArrayBuilder kept = new ByteArrayBuilder(USUAL_SIZE);
    private long size;

    MessageBytes(long most) {
        this.most = most;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        size += length;
        if (size <= most) {
            kept.write(bytes, from, length);
        } else {
            kept = null;
        }
    }

    /** How many were written, kept or not. */
    long size() {
        return size;
    }

    /** All that was written; null if it is more than the limit. */
    byte[] all() {
        return kept == null ? null : kept.toByteArray();
    }
}
