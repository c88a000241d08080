package sluice.capture.resync;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import sluice.capture.CapturedTables;
import sluice.capture.SnapshotSelects;
import sluice.control.SourceDatabase;
import sluice.schema.TableId;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * Whether a table's rows can be read once more, exactly and beside its changes (P8). Whatever cannot is refused by name before anything is
 * deleted.
 */
public final class ResyncChecks {

    /** Rows are read in the order of their key, chunk by chunk: its values have to come back to MySQL as what they were. */
    private static final Set<String> KEYS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "char", "varchar",
            "binary", "varbinary", "date", "datetime");
    private static final List<String> COMMENTS = List.of("--", "#", "/*", ";");

    private final SourceDatabase source;
    private final CapturedTables tables;

    public ResyncChecks(SourceDatabase source, CapturedTables tables) {
        this.source = source;
        this.tables = tables;
    }

    /**
     * What would be read.
     *
     * @param resync with the table's name as the source spells it
     * @param about  rows, by the source's own estimate
     */
    public record Plan(Resync resync, long about) {
    }

    /**
     * Looks at the source.
     *
     * @param name  database.table
     * @param where a condition in MySQL's SQL; empty for all rows
     * @throws ResyncRefusedException if it cannot be
     * @throws SQLException           if the source cannot be asked
     */
    public Plan plan(String name, String where) throws SQLException {
        try (Connection connection = source.connect()) {
            checkServer(connection);
            SourceTable table = find(connection, name);
            checkName(table.id());
            checkKey(table);
            return new Plan(new Resync(table.id(), where), where.isEmpty() ? table.rows() : estimate(connection, table.id(), where));
        }
    }

    private void checkServer(Connection connection) throws SQLException {
        String problem = ResyncNeeds.problem(connection, tables.signals());
        if (problem != null) {
            throw new ResyncRefusedException("MySQL at " + source.address() + " " + problem);
        }
    }

    private SourceTable find(Connection connection, String name) throws SQLException {
        List<SourceTable> all = tables.read(connection);
        return all.stream().filter(table -> table.id().toString().equals(name)).findFirst()
                .or(() -> all.stream().filter(table -> table.id().toString().equalsIgnoreCase(name)).findFirst())
                .orElseThrow(() -> new ResyncRefusedException(name + " is no table that is captured: write it as database.table; it has to be"
                        + " at the source, and in source.databases and source.tables"));
    }

    /** Debezium keeps the name as one text, and takes it apart at the dot. */
    private static void checkName(TableId table) {
        if (!(table.database() + table.table()).matches("[^.\"'`,\\s\\[\\]]+")) {
            throw new ResyncRefusedException(table + ": the name has a dot, a quote, a comma, a bracket or a blank; Debezium cannot read such a"
                    + " table once more. A snapshot of all tables can (docs/running.md)");
        }
    }

    private static void checkKey(SourceTable table) {
        if (table.key().isEmpty()) {
            throw new ResyncRefusedException(table.id() + " has no primary key, and message.key.columns names none for it");
        }
        for (String name : table.key()) {
            SourceColumn column = table.column(name);
            if (!KEYS.contains(column.dataType()) || SnapshotSelects.isInexact(column)) {
                throw new ResyncRefusedException(table.id() + " has the key column " + name + " of type " + column.columnType()
                        + (column.charset() == null ? "" : " in " + column.charset()) + ": its rows cannot be read in the order of their"
                        + " keys without leaving some out. Copy all tables anew instead (docs/running.md)");
            }
        }
    }

    /** Also whether MySQL takes the condition. */
    private static long estimate(Connection connection, TableId table, String where) throws SQLException {
        COMMENTS.stream().filter(where::contains).findFirst().ifPresent(text -> {
            throw new ResyncRefusedException("--where has '" + text + "', which could end the query in the middle; write it without");
        });
        String select = "SELECT 1 FROM " + quoted(table.database()) + "." + quoted(table.table()) + " WHERE (" + where + ")";
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + select); ResultSet plan = explain.executeQuery()) {
            return plan.next() ? plan.getLong("rows") : 0;
        } catch (SQLException e) {
            throw new ResyncRefusedException("MySQL does not take --where for " + table + ": " + e.getMessage());
        }
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
