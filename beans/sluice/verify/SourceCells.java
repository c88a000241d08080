package sluice.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import sluice.schema.source.SourceColumn;

/** How the source's cells are read, from results that MySQL's driver has as the server's text. */
final class SourceCells {

    private SourceCells() {
    }

    static Cell of(SourceColumn column) {
        return switch (Kind.of(column)) {
            case INTEGER -> column.dataType().equals("bigint") && column.unsigned() ? SourceCells::large : SourceCells::integer;
            case DECIMAL -> ResultSet::getBigDecimal;
            case SINGLE -> SourceCells::single;
            case TWOFOLD -> SourceCells::twofold;
            case BITS -> SourceCells::bits;
            case TEXT, DOCUMENT -> ResultSet::getString;
            case BYTES -> ResultSet::getBytes;
            case DATE, DATETIME, INSTANT -> SourceCells::moment;
            case SPAN -> SourceCells::span;
            case VECTOR -> SourceCells::vector;
        };
    }

    private static Object integer(ResultSet row, int index) throws SQLException {
        long value = row.getLong(index);
        return value == 0 && row.wasNull() ? null : (Object) value;
    }

    private static Object large(ResultSet row, int index) throws SQLException {
        BigDecimal value = row.getBigDecimal(index);
        return value == null ? null : Values.whole(value.toBigInteger());
    }

    /** It is selected as a DOUBLE, with all of its digits; the nearest FLOAT to it is the value. */
    private static Object single(ResultSet row, int index) throws SQLException {
        double value = row.getDouble(index);
        return row.wasNull() ? null : (Object) (float) value;
    }

    private static Object twofold(ResultSet row, int index) throws SQLException {
        double value = row.getDouble(index);
        return row.wasNull() ? null : (Object) value;
    }

    private static Object bits(ResultSet row, int index) throws SQLException {
        byte[] bytes = row.getBytes(index);
        return bytes == null ? null : Values.whole(new BigInteger(1, bytes));
    }

    private static Object moment(ResultSet row, int index) throws SQLException {
        byte[] text = row.getBytes(index);
        return text == null ? null : MomentText.moment(text);
    }

    private static Object span(ResultSet row, int index) throws SQLException {
        byte[] text = row.getBytes(index);
        return text == null ? null : (Object) MomentText.span(text);
    }

    /** Four bytes an element, the lowest first. */
    private static Object vector(ResultSet row, int index) throws SQLException {
        byte[] bytes = row.getBytes(index);
        if (bytes == null) {
            return null;
        }
        float[] elements = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(elements);
        return elements;
    }
}
