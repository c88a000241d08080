package sluice.schema;

import java.math.BigInteger;

/** Values of RAW and BLOB. Oracle has no empty RAW: it is NULL, and so is an empty BLOB, so that both are one. */
final class BytesBinder implements ValueBinder {

    private final TargetColumn column;
    private final int limit;

    BytesBinder(TargetColumn column) {
        ColumnType type = ColumnType.of(column.type());
        this.column = column;
        this.limit = type.is("RAW") ? type.sizes().get(0) : Integer.MAX_VALUE;
    }

    @Override
    public Object bind(Object value) {
        byte[] bytes = bytes(value);
        if (bytes == null) {
            return null;
        }
        if (bytes.length > limit) {
            throw new UnbindableValue(column, bytes.length + " bytes; make it longer, or BLOB");
        }
        if (bytes.length > 0) {
            return bytes;
        }
        if (column.nullable()) {
            return OracleBinding.Empty.VALUE;
        }
        throw new UnbindableValue(column, "an empty value, which is NULL in Oracle, because it is NOT NULL; allow NULL");
    }

    /** The bits of a BIT fill the whole RAW, as BINARY does. */
    private byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (limit == Integer.MAX_VALUE) {
            return null;
        }
        BigInteger bits = value instanceof Boolean truth ? BigInteger.valueOf(truth ? 1 : 0)
                : value instanceof Long || value instanceof BigInteger ? new BigInteger(value.toString()) : null;
        return bits == null ? null : filled(bits);
    }

    private byte[] filled(BigInteger bits) {
        byte[] result = new byte[Math.max(limit, (bits.bitLength() + 7) / 8)];
        byte[] digits = bits.toByteArray();
        int length = Math.min(digits.length, result.length);
        System.arraycopy(digits, digits.length - length, result, result.length - length, length);
        return result;
    }
}
