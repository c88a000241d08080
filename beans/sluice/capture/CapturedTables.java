package sluice.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.control.Settings;
import sluice.control.SourceDatabase;
import sluice.schema.TableId;
import sluice.schema.source.SourceCatalog;
import sluice.schema.source.SourceObjects;
import sluice.schema.source.SourceTable;

/** The tables that are captured, as the source's catalog has them now. */
public final class CapturedTables {

    private final SourceDatabase source;
    private final List<String> databases;
    private final List<String> include;
    private final Map<String, List<String>> keys;
    private final TableId signals;

    public CapturedTables(Settings settings) {
        source = new SourceDatabase(settings);
        databases = settings.list("source.databases");
        include = settings.list("source.tables");
        keys = keys(settings.get("message.key.columns"));
        signals = settings.optional("resync.signal.table").map(CapturedTables::id).orElse(null);
    }

    private static TableId id(String name) {
        int dot = name.indexOf('.');
        return new TableId(name.substring(0, dot), name.substring(dot + 1));
    }

    /** {@code db.table:col1,col2;db.t2:col} */
    private static Map<String, List<String>> keys(String setting) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (String entry : setting.split(";")) {
            int colon = entry.indexOf(':');
            if (colon > 0) {
                keys.put(entry.substring(0, colon).strip(), Arrays.stream(entry.substring(colon + 1).split(",")).map(String::strip).toList());
            }
        }
        return keys;
    }

    /** Debezium's list of databases: regular expressions. */
    public String databaseIncludeList() {
        return Stream.concat(databases.stream(), Stream.ofNullable(signals).map(TableId::database)).distinct().map(Pattern::quote)
                .collect(Collectors.joining(","));
    }

    /** Debezium's list of tables: regular expressions; null for all tables of the databases. */
    public String tableIncludeList() {
        if (include.isEmpty() && signals == null) {
            return null;
        }
        Stream<String> wanted = include.isEmpty() ? databases.stream().map(database -> database + ".*") : include.stream();
        return Stream.concat(wanted, Stream.ofNullable(signals).map(TableId::toString)).map(CapturedTables::regex)
                .collect(Collectors.joining(","));
    }

    /** Where Debezium writes the marks of resyncs, at a source without GTIDs; it is no table of the migration. Null if there is none. */
    public TableId signals() {
        return signals;
    }

    private static String regex(String glob) {
        return Arrays.stream(glob.split("\\*", -1)).map(part -> part.isEmpty() ? "" : Pattern.quote(part))
                .collect(Collectors.joining(".*"));
    }

    /** Whether the changes of a table are captured, as Debezium itself decides it: names in any case. */
    public boolean covers(TableId table) {
        return !table.equals(signals) && databases.stream().anyMatch(table.database()::equalsIgnoreCase) && (include.isEmpty() || include.stream()
                .anyMatch(glob -> Pattern.compile(regex(glob), Pattern.CASE_INSENSITIVE).matcher(table.toString()).matches()));
    }

    /** The columns that identify a row: what the settings say for the table, else its primary key. */
    List<String> keyOf(TableId table, List<String> primaryKey) {
        return namedKey(table).orElse(primaryKey);
    }

    /** The columns that the settings name in place of the table's primary key; empty where they do not name the table. */
    Optional<List<String>> namedKey(TableId table) {
        return keys.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(table.toString())).findFirst()
                .map(Map.Entry::getValue);
    }

    /** What else the databases have, of which nothing is captured. */
    public SourceObjects objects() throws SQLException {
        try (Connection connection = source.connect()) {
            return new SourceCatalog(connection).objects(databases);
        }
    }

    /** Where the tables are. */
    SourceDatabase source() {
        return source;
    }

    /** @throws SQLException if the source cannot be read */
    public List<SourceTable> read() throws SQLException {
        try (Connection connection = source.connect()) {
            return read(connection);
        }
    }

    /** @param connection to the source; it stays the caller's */
    public List<SourceTable> read(Connection connection) throws SQLException {
        return new SourceCatalog(connection).tables(databases, include, keys).stream().filter(table -> !table.id().equals(signals)).toList();
    }
}
