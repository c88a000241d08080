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
import sluice.event.ValueReader;

/**
 * Keeps Debezium from turning the zero dates of NOT NULL columns into 1970-01-01. Debezium reads a zero date as null, from the
 * snapshot and from the binlog; in a column that allows no NULL it then puts the epoch, or the column's default, in its place.
 *
 * <p>A null in such a column can only be a zero date. So it stays null in the event, and the schema says what it stands for.
 * In a column that allows NULL nobody can tell the two apart.
 *
 * <p>The driver reads the DATETIMEs of a snapshot by Java's old calendar, which lacks 5 to 14 October 1582: they come ten days late, on
 * days on which others may be. Such a value is not told at all, since it would be wrong half of the time.
 */
public final class ZeroDateConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {

    private static final LocalDateTime GAP_ENDS = LocalDateTime.of(1582, 10, 15, 0, 0);
    private static final int GAP_DAYS = 10;

    @Override
    public void configure(Properties properties) {
        // nothing to set: the columns say all
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        String type = column.typeName().toUpperCase(Locale.ROOT);
        if (type.equals("DATETIME")) {
            SchemaBuilder micros = MicroTimestamp.builder();
            registration.register(column.isOptional() ? micros : marked(micros), ZeroDateConverter::micros);
        } else if (type.equals("DATE") && !column.isOptional()) {
            registration.register(marked(Date.builder()), ZeroDateConverter::days);
        } else if (type.equals("TIMESTAMP") && !column.isOptional()) {
            registration.register(marked(ZonedTimestamp.builder()), ZeroDateConverter::instant);
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
        if (value instanceof Timestamp && !moment.isBefore(GAP_ENDS) && moment.isBefore(GAP_ENDS.plusDays(GAP_DAYS))) {
            return ValueReader.UNTOLD_DAY;
        }
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
