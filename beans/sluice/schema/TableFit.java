package sluice.schema;

import java.util.ArrayList;
import java.util.List;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * What keeps an existing table of the target from taking the rows of a source table.
 *
 * <p>It lists every difference that would lose, round or refuse a row. Wider types and extra nullable columns are no
 * difference. A NOT NULL on a text whose source is NOT NULL too is none either, though '' would be refused there: then that
 * row stops the lane.
 */
final class TableFit {

    private final OracleDialect dialect;
    private final SourceTable source;
    private final TargetTable planned;
    private final TargetTable actual;
    private final List<TableDifference> differences = new ArrayList<>();

    private TableFit(OracleDialect dialect, SourceTable source, TargetTable planned, TargetTable actual) {
        this.dialect = dialect;
        this.source = source;
        this.planned = planned;
        this.actual = actual;
    }

    /** Empty when the table fits. */
    static List<TableDifference> differences(OracleDialect dialect, SourceTable source, TargetTable planned, TargetTable actual) {
        TableFit fit = new TableFit(dialect, source, planned, actual);
        for (int i = 0; i < planned.columns().size(); i++) {
            fit.column(source.columns().get(i), planned.columns().get(i));
        }
        actual.columns().stream().filter(extra -> planned.column(extra.name()) == null && !extra.nullable()).forEach(fit::extra);
        if (!planned.key().equals(actual.key())) {
            fit.key();
        }
        return fit.differences;
    }

    private void column(SourceColumn column, TargetColumn wanted) {
        TargetColumn there = actual.column(wanted.name());
        if (there == null) {
            add(wanted, "column %s is missing: add it as %s".formatted(wanted.name(), wanted.type()),
                    dialect.addColumn(planned, new TargetColumn(wanted.name(), wanted.type(), true), null));
            return;
        }
        if (!ColumnType.of(there.type()).holds(ColumnType.of(wanted.type()))) {
            add(wanted, "column %s is %s and does not hold %s: make it %s".formatted(there.name(), there.type(), column.columnType(),
                    wanted.type()), dialect.modifyColumn(planned, wanted));
        }
        if (column.nullable() && !there.nullable()) {
            add(wanted, "column %s is NOT NULL, the source's is not: allow NULL".formatted(there.name()),
                    dialect.allowNull(planned, wanted));
        }
    }

    private void extra(TargetColumn extra) {
        add(extra, "column %s is NOT NULL and the source has no such column: allow NULL".formatted(extra.name()),
                dialect.allowNull(planned, extra));
    }

    private void key() {
        boolean none = actual.key().isEmpty();
        add(null, "%s, the source's key is %s: give it that key, or name the same columns as the source's key".formatted(
                        none ? "it has no enabled primary key" : "its primary key is " + actual.key(), planned.key()),
                (none ? "-- if it has a disabled one, first: " : "") + dialect.dropKey(planned), dialect.addKey(planned));
    }

    private void add(TargetColumn column, String detail, String... remedy) {
        differences.add(new TableDifference(actual, source.id(), column == null ? null : column.name(), detail, List.of(remedy)));
    }
}
