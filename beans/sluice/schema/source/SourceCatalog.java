package sluice.schema.source;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import sluice.schema.SchemaProblems;
import sluice.schema.TableId;

/**
 * The catalog of a MySQL server (8.0 to 9.7), from INFORMATION_SCHEMA.
 *
 * <p>It asks a dozen queries, however many tables there are, and reads names as the server spells them. A name of the settings
 * that the server does not know is an error: a misspelt table would silently not be migrated.
 */
public final class SourceCatalog {

    private final Connection connection;
    private final CatalogQuery catalog;

    /** @param connection to the source; it needs SELECT on the tables, since the server hides the others */
    public SourceCatalog(Connection connection) {
        this.connection = connection;
        this.catalog = new CatalogQuery(connection);
    }

    /**
     * The selected base tables by database and name. Views and system views have no rows of their own in the binlog.
     *
     * @param databases  at least one
     * @param include    {@code database.table} with {@code *} for any characters; empty for all tables
     * @param keyColumns by {@code database.table}: the columns that identify a row, in place of the primary key's
     * @throws SchemaProblems with every name that the server does not know
     */
    public List<SourceTable> tables(List<String> databases, List<String> include, Map<String, List<String>> keyColumns)
            throws SQLException {
        boolean foldsCase = foldsCase();
        List<String> found = databases(databases, foldsCase);
        List<Row> rows = new ArrayList<>(rows(found));
        SchemaProblems.throwIfAny(unmatched(include, rows, foldsCase));
        if (!include.isEmpty()) {
            List<Pattern> patterns = include.stream().map(entry -> pattern(entry, foldsCase)).toList();
            rows.removeIf(row -> patterns.stream().noneMatch(pattern -> pattern.matcher(row.id.toString()).matches()));
        }
        KeyColumns keys = new KeyColumns(keyColumns, foldsCase);
        List<SourceTable> tables = complete(rows, found).stream().map(keys::apply).toList();
        SchemaProblems.throwIfAny(keys.problems());
        return tables;
    }

    /** What else there is in the databases, and what of it this user cannot see. */
    public SourceObjects objects(List<String> databases) throws SQLException {
        return ObjectReader.read(catalog, databases(databases, foldsCase()));
    }

    private List<SourceTable> complete(List<Row> rows, List<String> databases) throws SQLException {
        Map<TableId, List<SourceColumn>> columns = ColumnReader.read(catalog, databases);
        Map<TableId, List<SourceIndex>> indexes = IndexReader.read(catalog, databases);
        List<TableId> keyed = rows.stream().map(Row::id).filter(id -> !key(indexes.get(id)).isEmpty()).toList();
        ConstraintReader constraints = ConstraintReader.read(connection, catalog, databases, keyed);
        Map<TableId, List<String>> partitions = partitions(databases);
        return rows.stream().map(row -> new SourceTable(row.id, columns.get(row.id), key(indexes.get(row.id)), row.estimate,
                row.options.partitioned(partitions.getOrDefault(row.id, List.of())), indexes.getOrDefault(row.id, List.of()),
                constraints.foreignKeys(row.id), constraints.checks(row.id))).toList();
    }

    private static List<String> key(List<SourceIndex> indexes) {
        return indexes == null ? List.of() : indexes.stream().filter(SourceIndex::isPrimary).findFirst()
                .map(SourceIndex::columns).orElse(List.of());
    }

    /** Whether names of databases and tables are the same in upper and lower case, as on Windows and macOS. */
    private boolean foldsCase() throws SQLException {
        return catalog.rows("SELECT @@lower_case_table_names", List.of(), row -> row.getInt(1) != 0).get(0);
    }

    private List<String> databases(List<String> wanted, boolean foldsCase) throws SQLException {
        if (wanted.isEmpty()) {
            throw new SchemaProblems(List.of("No database is named: set source.databases"));
        }
        List<String> found = catalog.rows("SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME IN (%s)",
                wanted, row -> row.getString(1));
        SchemaProblems.throwIfAny(wanted.stream()
                .filter(name -> found.stream().noneMatch(foldsCase ? name::equalsIgnoreCase : name::equals))
                .map(name -> ("Database %s is not there, or source.user may not see it: correct source.databases, or grant"
                        + " SELECT on it").formatted(name))
                .toList());
        return found;
    }

    /** The estimate is NULL for some storage engines. */
    private List<Row> rows(List<String> databases) throws SQLException {
        return catalog.rows("SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_ROWS, ENGINE, TABLE_COLLATION, TABLE_COMMENT, AUTO_INCREMENT,"
                + " DATA_LENGTH, INDEX_LENGTH FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE'"
                + " AND TABLE_SCHEMA IN (%s) ORDER BY TABLE_SCHEMA, TABLE_NAME", databases,
                row -> new Row(CatalogQuery.id(row), row.getLong("TABLE_ROWS"), options(row)));
    }

    private static TableOptions options(ResultSet row) throws SQLException {
        return new TableOptions(row.getString("ENGINE"), row.getString("TABLE_COLLATION"), row.getString("TABLE_COMMENT"),
                row.getObject("AUTO_INCREMENT", BigInteger.class), row.getLong("DATA_LENGTH"),
                row.getLong("INDEX_LENGTH"), null);
    }

    private Map<TableId, List<String>> partitions(List<String> databases) throws SQLException {
        return catalog.byTable("SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME, PARTITION_METHOD, PARTITION_EXPRESSION,"
                + " SUBPARTITION_METHOD, SUBPARTITION_EXPRESSION FROM INFORMATION_SCHEMA.PARTITIONS"
                + " WHERE PARTITION_METHOD IS NOT NULL AND TABLE_SCHEMA IN (%s)", databases, row -> {
                    String sub = row.getString("SUBPARTITION_METHOD");
                    return row.getString("PARTITION_METHOD") + " (" + row.getString("PARTITION_EXPRESSION") + ")"
                            + (sub == null ? "" : ", " + sub + " (" + row.getString("SUBPARTITION_EXPRESSION") + ")");
                });
    }

    private static List<String> unmatched(List<String> include, List<Row> rows, boolean foldsCase) {
        return include.stream()
                .filter(entry -> {
                    Pattern pattern = pattern(entry, foldsCase);
                    return rows.stream().noneMatch(row -> pattern.matcher(row.id.toString()).matches());
                })
                .map(entry -> ("%s in source.tables matches no table of source.databases: write database.table, with * for any"
                        + " characters, and check the spelling").formatted(entry))
                .toList();
    }

    private static Pattern pattern(String entry, boolean foldsCase) {
        String expression = Pattern.quote(entry.strip()).replace("*", "\\E.*\\Q");
        return Pattern.compile(expression, foldsCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
    }

    private record Row(TableId id, long estimate, TableOptions options) {
    }
}
