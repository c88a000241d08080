package sluice.capture;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.connect.data.SchemaBuilder;
import sluice.control.SourceDatabase;
import sluice.event.RowSchema;

/**
 * Decodes the texts of character sets that Java has otherwise than MySQL, as the server itself converts them.
 *
 * <p>The binlog has the column's bytes. From a snapshot Debezium gives the bytes of Java's character set, which has not all of the
 * characters; so {@link SnapshotSelects} selects texts that are not ASCII as a mark and the column's bytes in hexadecimal digits. The mark is
 * another one at each start, so that no text of the binlog begins with it.
 */
public final class TextConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {

    /** Where the engine's properties have those of this converter; the route names it so. */
    private static final String PREFIX = "texts.";
    private static final String URL = "url";
    private static final String MARK = "mark";
    private static final Set<Integer> TEXTS = Set.of(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB);
    /** Their labels come with the statement, in no character set of the column's. */
    private static final Set<String> LABELS = Set.of("ENUM", "SET");

    private final Map<String, ServerCharset> charsets = new HashMap<>();
    private final Properties login = new Properties();
    private String url;
    private byte[] mark;

    /** Gives the converter what it needs to ask the source. */
    static void configure(Properties engine, SourceDatabase source) {
        source.properties().forEach((key, value) -> engine.put(PREFIX + key, value));
        engine.setProperty(PREFIX + URL, source.url());
        engine.setProperty(PREFIX + MARK, UUID.randomUUID().toString());
    }

    /** With what a text of the snapshot begins that is given in hexadecimal digits; null where there is no such converter. */
    static String mark(Properties engine) {
        return engine.getProperty(PREFIX + MARK);
    }

    @Override
    public void configure(Properties properties) {
        login.putAll(properties);
        login.remove("type"); // this class
        url = (String) login.remove(URL);
        mark = ((String) login.remove(MARK)).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        boolean text = TEXTS.contains(column.jdbcType()) && !LABELS.contains(column.typeName().toUpperCase(Locale.ROOT));
        if (text && ServerCharset.isNeededFor(column.charsetName())) {
            ServerCharset charset = charsets.computeIfAbsent(column.charsetName(), this::read);
            registration.register(SchemaBuilder.string().parameter(RowSchema.DECODED, column.charsetName()),
                    value -> value instanceof byte[] bytes ? text(charset, bytes) : value);
        }
    }

    private ServerCharset read(String charset) {
        try (Connection connection = DriverManager.getConnection(url, login)) {
            return ServerCharset.read(connection, charset);
        } catch (SQLException e) {
            throw new CaptureException("the source cannot be asked for the characters of " + charset + ": " + e.getMessage(), e);
        }
    }

    private String text(ServerCharset charset, byte[] bytes) {
        return charset.decode(isMarked(bytes)
                ? HexFormat.of().parseHex(new String(bytes, mark.length, bytes.length - mark.length, StandardCharsets.US_ASCII)) : bytes);
    }

    private boolean isMarked(byte[] bytes) {
        return bytes.length > mark.length && bytes[0] == mark[0]
                && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }
}
