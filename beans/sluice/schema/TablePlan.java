package sluice.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * The plan of one target table.
 *
 * <p>It goes on after a problem and collects them all, so its table is only good when it added none.
 */
final class TablePlan {

    private final OracleDialect dialect;
    private final TypeMapping types;
    private final Names names;
    private final SourceTable source;
    private final List<String> problems;

    TablePlan(OracleDialect dialect, TypeMapping types, Names names, SourceTable source, List<String> problems) {
        this.dialect = dialect;
        this.types = types;
        this.names = names;
        this.source = source;
        this.problems = problems;
    }

    TargetTable table() {
        String schema = names.schema(source.id().database());
        String table = names.table(source.id());
        checkName("schema", schema);
        checkName("table", table);
        if (OwnTables.CREATE.containsKey(table)) {
            add("%s is the name of a table of Sluice's own: give it another name in the target by target.names".formatted(table));
        }
        checkKey();
        return new TargetTable(schema, table, columns(),
                source.key().stream().map(column -> names.column(source.id(), column)).toList());
    }

    private List<TargetColumn> columns() {
        Map<String, String> taken = new HashMap<>();
        List<TargetColumn> columns = new ArrayList<>();
        for (SourceColumn column : source.columns()) {
            String name = names.column(source.id(), column.name());
            checkName("column", name);
            if (name.equals("ROWID")) {
                add("Oracle has a ROWID of its own in every table: give column %s another name by target.names"
                        .formatted(column.name()));
            }
            String other = taken.putIfAbsent(name, column.name());
            if (other != null) {
                add("columns %s and %s would both become %s: rename one at the source, or in the target by target.names".formatted(other, column.name(), name));
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
        int bytes = types.target().identifierBytes();
        if (!OracleDialect.isIdentifier(name, bytes)) {
            add("Oracle cannot have a %s named %s (1 to %d bytes, no double quotes): give it another name by target.names"
                    .formatted(what, name, bytes));
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
