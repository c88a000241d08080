package sluice.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * What a changed source table asks of its target table: the statements that Sluice may run by itself, and what only an
 * operator can do. Both are empty when the target fits.
 *
 * <p>It looks at the target as it is now, so it can be asked again after a crash, or after the operator's action. With one
 * obstacle nothing is to be run: half of a change would fit neither the rows before it nor those behind it.
 */
public final class Alteration {

    private final OracleDialect dialect;
    private final Names names;
    private final TargetTable actual;
    private final List<String> statements = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    private Alteration(OracleDialect dialect, Names names, TargetTable actual) {
        this.dialect = dialect;
        this.names = names;
        this.actual = actual;
    }

    /**
     * A table on both sides of a change.
     *
     * @param source  the table as it was planned before the change; its parts are null where nothing is known of it
     * @param planned the table as it is planned behind the change
     */
    public record Plan(SourceTable source, TargetTable planned) {

        private int indexOf(String column) {
            for (int i = 0; source != null && i < source.columns().size(); i++) {
                if (source.columns().get(i).name().equals(column)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /**
     * @param before   {@link Plan#source} is null if nothing is known of it
     * @param defaults the constants that added columns have in the rows that were there, by the source column's name
     * @param actual   the target's table as it is
     */
    public static Alteration of(OracleDialect dialect, Names names, Plan before, Plan after, Map<String, String> defaults,
                                TargetTable actual) {
        Alteration alteration = new Alteration(dialect, names, actual);
        for (int i = 0; i < after.source().columns().size(); i++) {
            SourceColumn source = after.source().columns().get(i);
            int old = before.indexOf(source.name());
            if (old >= 0) {
                alteration.changed(before, old, source, after.planned().columns().get(i));
            } else {
                alteration.added(source, after.planned().columns().get(i), defaults.get(source.name()), before.source() != null);
            }
        }
        alteration.dropped(before, after);
        alteration.key(after.planned());
        return alteration;
    }

    /** In their order; each can be sent again without harm once this was asked again. */
    public List<String> statements() {
        return statements;
    }

    /** One sentence each, with the remedy. */
    public List<String> obstacles() {
        return obstacles;
    }

    private void changed(Plan before, int old, SourceColumn source, TargetColumn planned) {
        TargetColumn there = actual.column(planned.name());
        if (there == null) {
            obstacles.add("column %s is missing in %s: add it as %s".formatted(planned.name(), actual, planned.type()));
            return;
        }
        ColumnChange change = ColumnChange.of(before.source().columns().get(old), source);
        TargetColumn plannedBefore = before.planned() == null ? null : before.planned().columns().get(old);
        if (change == ColumnChange.OTHER && !followed(plannedBefore, planned, there)) {
            SourceColumn was = before.source().columns().get(old);
            obstacles.add("column %s was %s and is %s: MySQL may have changed values that were there. Make it %s in %s, with the same values"
                    .formatted(source.name(), definition(was), definition(source), definition(planned), actual));
            return;
        }
        widen(source, planned, there);
    }

    /** Whether somebody has done the same to the target: only then it looks as it would not have looked before. */
    private static boolean followed(TargetColumn before, TargetColumn planned, TargetColumn there) {
        return before != null && !before.equals(planned) && there.type().equals(planned.type()) && there.nullable() == planned.nullable();
    }

    private static String definition(SourceColumn column) {
        return column.columnType() + (column.nullable() ? "" : " NOT NULL");
    }

    private static String definition(TargetColumn column) {
        return column.type() + (column.nullable() ? "" : " NOT NULL");
    }

    private void widen(SourceColumn source, TargetColumn planned, TargetColumn there) {
        ColumnType has = ColumnType.of(there.type());
        ColumnType needs = ColumnType.of(planned.type());
        if (!has.holds(needs)) {
            Optional<String> wider = WiderType.of(has, needs);
            if (wider.isPresent()) {
                statements.add(dialect.modifyColumn(actual, new TargetColumn(there.name(), wider.get(), there.nullable())));
            } else {
                obstacles.add("column %s is %s in %s and cannot be altered to hold %s: make it %s"
                        .formatted(there.name(), there.type(), actual, source.columnType(), planned.type()));
            }
        }
        if (planned.nullable() && !there.nullable()) {
            statements.add(dialect.allowNull(actual, there));
        }
    }

    /** @param rows whether there may have been rows when the column was added */
    private void added(SourceColumn source, TargetColumn planned, String constant, boolean rows) {
        TargetColumn there = actual.column(planned.name());
        if (there != null) {
            widen(source, planned, there);
            return;
        }
        String add = dialect.addColumn(actual, planned, null);
        boolean empty = constant == null ? source.nullable() || !rows || isText(planned) : constant.isEmpty();
        if (planned.nullable() && empty) {
            statements.add(add); // '' is NULL there: what a text that was added as NOT NULL has in the rows that were there
            return;
        }
        Optional<String> literal = constant == null ? Optional.empty() : DefaultLiteral.of(source, planned, constant);
        if (literal.isPresent()) {
            statements.add(dialect.addColumn(actual, planned, literal.get()));
        } else {
            obstacles.add(("column %s was added with a value in the rows that were there, which the binlog does not hold."
                    + " Add it to %s as %s, with the values that the source has").formatted(source.name(), actual, definition(planned)));
        }
    }

    private static boolean isText(TargetColumn column) {
        ColumnType type = ColumnType.of(column.type());
        return type.is("VARCHAR2") || type.is("CLOB");
    }

    private void dropped(Plan before, Plan after) {
        if (before.source() == null) {
            return;
        }
        for (SourceColumn gone : before.source().columns()) {
            String name = names.column(before.source().id(), gone.name());
            if (after.indexOf(gone.name()) < 0 && after.planned().column(name) == null && actual.column(name) != null) {
                obstacles.add("column %s is not there any more: rename %s in %s if the source renamed it, else drop it"
                        .formatted(gone.name(), name, actual));
            }
        }
    }

    private void key(TargetTable planned) {
        if (planned.key().isEmpty() ? actual.key().isEmpty() : !planned.key().equals(actual.key())) {
            obstacles.add("the source's key is %s, that of %s is %s: give it %s".formatted(planned.key(), actual, actual.key(),
                    planned.key().isEmpty() ? "a primary key of columns that identify a row" : "the same primary key"));
        }
    }
}
