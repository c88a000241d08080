package sluice.capture;

import io.debezium.data.Bits;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Gives a BIT of several bits the same bytes in the key and in the row. Debezium turns the bytes of a snapshot's row around in place
 * (lowest first): first for the key, then once more for the row, which so gets them the wrong way round.
 *
 * <p>Columns that allow NULL or have a default are in no primary key, and are left to Debezium.
 */
public final class BitConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {

    @Override
    public void configure(Properties properties) {
        // nothing to set: the columns say all
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        int bits = column.length().orElse(1);
        if (column.typeName().equalsIgnoreCase("BIT") && bits > 1 && !column.isOptional() && !column.hasDefaultValue()) {
            registration.register(Bits.builder(bits), value -> lowestFirst(value, (bits + 7) / 8));
        }
    }

    /** @param value bytes with the highest first from the snapshot, a BitSet from the binlog */
    private static byte[] lowestFirst(Object value, int length) {
        if (value instanceof BitSet bits) {
            return Arrays.copyOf(bits.toByteArray(), length);
        }
        if (value instanceof Boolean bit) {
            return Arrays.copyOf(new byte[] {(byte) (bit ? 1 : 0)}, length);
        }
        byte[] bytes = (byte[]) value;
        byte[] result = new byte[length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
