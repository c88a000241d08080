package sluice.schema.ddl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.schema.ColumnType;
import sluice.schema.TargetColumn;
import sluice.schema.TargetTable;
import sluice.schema.source.CheckConstraint;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceIndex;
import sluice.schema.source.SourceTable;
import sluice.schema.source.TypeLabels;

/**
 * Unique keys and checks of one table: disabled until the cut-over, whose statement checks all rows.
 *
 * <p>Foreign keys ask it whether the key that they refer to is there: one to a key that is not would be refused at the cut-over.
 */
final class ConstraintWriter {

    private final ScriptParts parts;
    private final SourceTable source;
    private final TargetTable table;
    private final Map<List<String>, String> taken = new HashMap<>();

    ConstraintWriter(ScriptParts parts, SourceTable source, TargetTable table) {
        this.parts = parts;
        this.source = source;
        this.table = table;
        taken.put(table.key(), "the primary key");
    }

    void write() {
        source.secondaryIndexes().stream().filter(SourceIndex::unique).forEach(this::unique);
        for (int i = 0; i < table.columns().size(); i++) {
            labels(source.columns().get(i), table.columns().get(i).name());
            document(source.columns().get(i), table.columns().get(i));
        }
        source.checks().forEach(this::check);
    }

    /** Why there can be no unique key on these columns; empty where there can. */
    static Optional<String> refusal(TargetTable table, List<String> columns) {
        return columns.stream().map(table::column).filter(column -> ExpressionColumns.isLarge(column)
                || ColumnType.of(column.type()).is("TIMESTAMP WITH TIME ZONE")).findFirst().map(column -> column.name() + " is " + column.type());
    }

    private void unique(SourceIndex index) {
        String object = "unique key " + index.name();
        if (!index.isPlain()) {
            parts.untranslated(source, object, "Oracle has no constraint on a part of a value or on an expression",
                    "make a unique index on the expression at the cut-over, where the service relies on it");
            return;
        }
        List<String> columns = parts.columns(source, index.columns());
        Optional<String> refusal = refusal(table, columns);
        if (refusal.isPresent()) {
            parts.untranslated(source, object, "Oracle has no unique constraint where " + refusal.get(),
                    "make a unique index at the cut-over, or name another type in types.mapping");
            return;
        }
        String other = taken.putIfAbsent(columns, "unique key " + index.name());
        if (other != null) {
            parts.untranslated(source, object, "Oracle has no two keys on the same columns, and " + other + " has these",
                    "nothing is to be done: that one serves");
            return;
        }
        if (columns.size() > 1 && index.columns().stream().anyMatch(column -> source.column(column).nullable())) {
            parts.untranslated(source, object, "where one column is NULL Oracle compares the others, MySQL does not",
                    "it cannot be enabled while such rows are alike in the others");
        }
        constraint("unique key", index.name() + "_UK", columns, parts.ddl().unique(columns), parts.ddl().duplicates(table, columns), true);
    }

    private void labels(SourceColumn column, String name) {
        if (!column.dataType().equals("enum") && !column.dataType().equals("set")) {
            return;
        }
        if (!ColumnType.of(table.column(name).type()).is("VARCHAR2")) {
            parts.untranslated(source, "labels of column " + column.name(), "the column is " + table.column(name).type()
                    + " in Oracle", "the service has to see to it");
            return;
        }
        if (!TypeLabels.areTold(column)) {
            parts.untranslated(source, "labels of column " + column.name(), "the catalog has a ? where a label may have another character",
                    "write the check by hand where the service relies on it");
            return;
        }
        String quoted = parts.dialect().quote(name);
        String condition = column.dataType().equals("enum")
                ? Labels.ofEnum(quoted, column.columnType())
                : Labels.ofSet(quoted, column.columnType());
        check(column.name() + "_CK", condition, true);
    }

    /** A JSON column says by its type what a text has to be told. */
    private void document(SourceColumn column, TargetColumn target) {
        if (!column.dataType().equals("json") || target.type().equals("JSON")) {
            return;
        }
        if (!parts.target().jsonHasScalars()) {
            parts.untranslated(source, "column " + column.name() + " " + column.dataType(), "IS JSON of Oracle before 21c takes objects and"
                    + " arrays only", "where it holds bare numbers or texts, leave the check disabled at the cut-over");
        }
        check(column.name() + "_JSON", parts.dialect().quote(target.name()) + " IS JSON", true);
    }

    private void check(CheckConstraint check) {
        try {
            String condition = Expression.translate(check.expression(),
                    new ExpressionColumns(source, table, parts.dialect()::quote), true);
            check(check.name(), condition, check.enforced());
        } catch (Expression.Refused refused) {
            parts.untranslated(source, "check " + check.name() + " (" + check.expression() + ")", refused.getMessage(),
                    "write it by hand where the service relies on it");
        }
    }

    private void check(String own, String condition, boolean enforced) {
        constraint("check", own, List.of(), parts.ddl().check(condition), parts.ddl().violations(table, condition), enforced);
    }

    private void constraint(String what, String own, List<String> columns, String body, String offenders, boolean enforced) {
        String name = parts.name("constraint", table, own);
        parts.add(new SchemaStatement(Part.CONSTRAINTS, source.id(), table, what, name, columns,
                parts.ddl().addDisabled(table, name, body).orElse(null), enforced ? parts.ddl().enable(table, name, body, offenders) : null, null));
    }
}
