package sluice.schema.ddl;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.SchemaProblems;
import sluice.schema.TableDifference;
import sluice.schema.TargetTable;
import sluice.schema.TargetTables;
import sluice.schema.TypeMapping;
import sluice.schema.source.SourceTable;

/**
 * Makes the target's tables ready for the source's rows.
 *
 * <p>Nothing is created while anything is wrong with any table, and an existing table is never altered: so a refused start
 * leaves the target as it was, and can simply be repeated.
 */
public final class TableCreation {

    private final OracleDialect dialect;
    private final TargetTables tables;
    private final SchemaWriter writer;

    public TableCreation(OracleDialect dialect, TypeMapping types, Names names) {
        this.dialect = dialect;
        this.tables = new TargetTables(dialect, types, names);
        this.writer = new SchemaWriter(dialect, types, names);
    }

    /**
     * Creates what is missing and checks what is there.
     *
     * @param connection to the target; the statements that create commit whatever is open on it
     * @return the tables as they are now, in the order of the source tables: the types are those that values must be bound
     *         for, and there may be more columns than the source has
     * @throws SchemaProblems with all problems of all tables; then nothing was created
     */
    public List<TargetTable> prepare(Connection connection, List<SourceTable> sources) throws SQLException {
        List<TargetTable> planned = tables.plan(sources);
        List<String> problems = new ArrayList<>();
        Set<String> missingSchemas = missingSchemas(connection, planned, problems);
        List<TargetTable> result = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            TargetTable table = planned.get(i);
            TargetTable actual = dialect.describe(connection, table.schema(), table.name());
            if (actual != null) {
                problems.addAll(texts(tables.differences(sources.get(i), table, actual)));
            }
            result.add(actual);
        }
        SchemaProblems.throwIfAny(problems);
        for (String schema : missingSchemas) {
            execute(connection, dialect.createSchema(schema).orElseThrow(), schema);
        }
        for (int i = 0; i < planned.size(); i++) {
            if (result.get(i) == null) {
                result.set(i, create(connection, sources.get(i), planned.get(i)));
            }
        }
        return List.copyOf(result);
    }

    /** The statement that creates a planned table: with its primary key, defaults and identity. */
    public String createTable(SourceTable source, TargetTable table) {
        return writer.createTable(source, table);
    }

    private static List<String> texts(List<TableDifference> differences) {
        return differences.stream().map(TableDifference::text).toList();
    }

    private Set<String> missingSchemas(Connection connection, List<TargetTable> tables, List<String> problems)
            throws SQLException {
        Set<String> missing = new LinkedHashSet<>();
        for (String schema : new LinkedHashSet<>(tables.stream().map(TargetTable::schema).toList())) {
            if (dialect.schemaExists(connection, schema)) {
                continue;
            }
            if (dialect.createSchema(schema).isEmpty()) {
                problems.add("Schema %s is missing in the target: have its administrator create that user with a quota on its"
                        .formatted(schema) + " tablespace, or set target.schema to one that exists");
            }
            missing.add(schema);
        }
        return missing;
    }

    /** Another process that starts at the same time may create the table first: then it is checked like any other. */
    private TargetTable create(Connection connection, SourceTable source, TargetTable table) throws SQLException {
        try {
            execute(connection, createTable(source, table), table.toString());
            return table;
        } catch (SQLException e) {
            TargetTable actual = dialect.describe(connection, table.schema(), table.name());
            if (actual == null) {
                throw e;
            }
            SchemaProblems.throwIfAny(texts(tables.differences(source, table, actual)));
            return actual;
        }
    }

    private static void execute(Connection connection, String sql, String what) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException("Cannot create " + what + " in the target: " + e.getMessage(), e.getSQLState(),
                    e.getErrorCode(), e);
        }
    }
}
