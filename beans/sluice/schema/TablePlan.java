package sluice.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The plan of one target table.
 *
 * <p>It goes on after a problem and collects them all, so its table is only good when it added none.
 */
final class TablePlan {

    private final OracleDialect dialect;
    private final TypeMapping types;
    private final SourceTable source;
    private final String schema;
    private final List<String> problems;

    TablePlan(OracleDialect dialect, TypeMapping types, SourceTable source, String schema, List<String> problems) {
        this.dialect = dialect;
        this.types = types;
        this.source = source;
        this.schema = schema;
        this.problems = problems;
    }

    TargetTable table() {
        checkName("schema", schema);
        checkName("table", OracleDialect.fold(source.id().table()));
        checkKey();
        return new TargetTable(schema, OracleDialect.fold(source.id().table()), columns(),
                source.key().stream().map(OracleDialect::fold).toList());
    }

    private List<TargetColumn> columns() {
        Map<String, String> taken = new HashMap<>();
        List<TargetColumn> columns = new ArrayList<>();
        for (SourceColumn column : source.columns()) {
            String name = OracleDialect.fold(column.name());
            checkName("column", name);
            String other = taken.putIfAbsent(name, column.name());
            if (other != null) {
                add("columns %s and %s would both become %s: rename one at the source".formatted(other, column.name(), name));
            }
            try {
                TargetColumn target = types.map(source.id(), column, source.key().contains(column.name()));
                columns.add(new TargetColumn(name, dialect.catalogType(target.type()), target.nullable()));
            } catch (UnsupportedColumn e) {
                problems.add(e.getMessage());
            }
        }
        return List.copyOf(columns);
    }

    private void checkName(String what, String name) {
        if (!OracleDialect.isIdentifier(name)) {
            add("Oracle cannot have a %s named %s (1 to 128 bytes, no double quotes): rename it at the source"
                    .formatted(what, name));
        }
    }

    private void checkKey() {
        if (source.key().isEmpty()) {
            add("it has no primary key, so its changes cannot be told apart: give it one, or name the columns that identify"
                    + " a row in message.key.columns, or leave the table out with source.tables");
        }
        source.columns().stream()
                .filter(column -> source.key().contains(column.name()) && column.nullable())
                .forEach(column -> add("key column " + column.name() + " allows NULL: a key cannot; name other columns in"
                        + " message.key.columns, or make it NOT NULL at the source"));
    }

    private void add(String problem) {
        problems.add(source.id() + ": " + problem);
    }
}
