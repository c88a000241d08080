package sluice.capture;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonFormatter;
import io.debezium.data.Json;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Gives JSON documents of the binlog the text that the server itself shows for them in a snapshot. Debezium's own text leaves out
 * the microseconds of a {@code NOW()} in a document where they are zero, and the type of binary values: the row would change with
 * its first update.
 */
public final class DocumentConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {

    @Override
    public void configure(Properties properties) {
        // nothing to set: the columns say all
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        if (column.typeName().equalsIgnoreCase("JSON")) {
            registration.register(Json.builder(), DocumentConverter::text);
        }
    }

    /** A NOT NULL column that was added to a table with rows has no bytes in the older ones: the server takes that for null. */
    private static Object text(Object value) {
        if (!(value instanceof byte[] document)) {
            return value;
        }
        if (document.length == 0) {
            return "null";
        }
        try {
            DocumentText text = new DocumentText();
            new Document(document).parse(text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("a JSON document of the binlog cannot be read", e);
        }
    }

    /** The binlog client takes a negative TIME apart without its sign: -23:24:25 would become -24:25:25. */
    private static final class Document extends JsonBinary {

        Document(byte[] bytes) {
            super(bytes);
        }

        @Override
        protected void parseTime(JsonFormatter formatter) throws IOException {
            long packed = readInt64();
            int sign = packed < 0 ? -1 : 1;
            long size = Math.abs(packed);
            int time = (int) (size >> 24);
            formatter.valueTime(sign * ((time >> 12) % 1024), sign * ((time >> 6) % 64), sign * (time % 64),
                    sign * (int) (size % (1 << 24)));
        }
    }
}
