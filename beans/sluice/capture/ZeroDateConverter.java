package sluice.capture;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import io.debezium.time.Date;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.ZonedTimestamp;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;
import sluice.event.RowSchema;

/**
 * Keeps Debezium from turning the zero dates of NOT NULL columns into 1970-01-01. Debezium reads a zero date as null, from the
 * snapshot and from the binlog; in a column that allows no NULL it then puts the epoch, or the column's default, in its place.
 *
 * <p>A null in such a column can only be a zero date. So it stays null in the event, and the schema says what it stands for.
 * A column that allows NULL is left alone: there nobody can tell the two apart.
 */
public final class ZeroDateConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {

    @Override
    public void configure(Properties properties) {
        // nothing to set: the columns say all
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        if (column.isOptional()) {
            return;
        }
        switch (column.typeName().toUpperCase(Locale.ROOT)) {
            case "DATE" -> registration.register(marked(Date.builder()), ZeroDateConverter::days);
            case "DATETIME" -> registration.register(marked(MicroTimestamp.builder()), ZeroDateConverter::micros);
            case "TIMESTAMP" -> registration.register(marked(ZonedTimestamp.builder()), ZeroDateConverter::instant);
            default -> { }
        }
    }

    private static SchemaBuilder marked(SchemaBuilder schema) {
        return schema.optional().parameter(RowSchema.ZERO_DATE, "null");
    }

    private static Object days(Object value) {
        return isNoDate(value) ? null : (Object) (int) ((LocalDate) value).toEpochDay();
    }

    private static Object micros(Object value) {
        if (isNoDate(value)) {
            return null;
        }
        LocalDateTime moment = value instanceof Timestamp read ? read.toLocalDateTime() : (LocalDateTime) value;
        return Math.addExact(Math.multiplyExact(moment.toEpochSecond(ZoneOffset.UTC), 1_000_000L), moment.getNano() / 1_000);
    }

    private static Object instant(Object value) {
        if (isNoDate(value)) {
            return null;
        }
        OffsetDateTime instant = value instanceof Timestamp read ? read.toInstant().atOffset(ZoneOffset.UTC)
                : ((ZonedDateTime) value).toOffsetDateTime();
        return ZonedTimestamp.toIsoString(instant, ZoneOffset.UTC, null, null);
    }

    /** A zero date; or the column's default, which comes in Debezium's own form already and stands in no event. */
    private static boolean isNoDate(Object value) {
        return value == null || value instanceof Number || value instanceof String;
    }
}
