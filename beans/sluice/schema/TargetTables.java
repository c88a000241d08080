package sluice.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.schema.ddl.SchemaWriter;
import sluice.schema.source.SourceTable;

/**
 * The target's tables for the source's: planned, and made ready.
 *
 * <p>Nothing is created while anything is wrong with any table, and an existing table is never altered: so a refused start
 * leaves the target as it was, and can simply be repeated.
 */
public final class TargetTables {

    private final OracleDialect dialect;
    private final TypeMapping types;
    private final Names names;

    public TargetTables(OracleDialect dialect, TypeMapping types, Names names) {
        this.dialect = dialect;
        this.types = types;
        this.names = names;
    }

    /**
     * The target table of a source table, its columns in the source's order.
     *
     * @throws SchemaProblems with all that keeps this table from being migrated
     */
    public TargetTable plan(SourceTable source) {
        return plan(List.of(source)).get(0);
    }

    /**
     * The target tables in the order of the source tables.
     *
     * @throws SchemaProblems with all problems of all tables
     */
    public List<TargetTable> plan(List<SourceTable> sources) {
        List<String> problems = new ArrayList<>();
        Map<String, TableId> taken = new LinkedHashMap<>();
        List<TargetTable> result = new ArrayList<>();
        for (SourceTable source : sources) {
            TargetTable table = new TablePlan(dialect, types, names, source, problems).table();
            TableId other = taken.putIfAbsent(table.toString(), source.id());
            if (other != null) {
                problems.add("%s and %s would both become %s: leave one out with source.tables, or %s"
                        .formatted(other, source.id(), table, "give one another name by target.names, or each database its own schema (no target.schema)"));
            }
            result.add(table);
        }
        SchemaProblems.throwIfAny(problems);
        return List.copyOf(result);
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
        List<TargetTable> planned = plan(sources);
        List<String> problems = new ArrayList<>();
        Set<String> missingSchemas = missingSchemas(connection, planned, problems);
        List<TargetTable> result = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            TargetTable table = planned.get(i);
            TargetTable actual = dialect.describe(connection, table.schema(), table.name());
            if (actual != null) {
                problems.addAll(texts(differences(sources.get(i), table, actual)));
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
        return new SchemaWriter(dialect, types, names).createTable(source, table);
    }

    /** What keeps a table that is there from taking the source's rows; empty when it fits. */
    public List<TableDifference> differences(SourceTable source, TargetTable planned, TargetTable actual) {
        return TableFit.differences(dialect, source, planned, actual);
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
            SchemaProblems.throwIfAny(texts(differences(source, table, actual)));
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
