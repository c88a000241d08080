package sluice.apply;

import java.util.Map;
import sluice.event.RowSchema;
import sluice.schema.TargetColumn;

/**
 * What the events of a column can no longer give, against what its target column keeps: a Connect cluster whose connector rounds
 * decimals or cuts microseconds is noticed at the first event, and not by nobody.
 */
final class ColumnFit {

    private static final Map<String, String> MILLISECONDS = Map.of(
            "org.apache.kafka.connect.data.Timestamp", "TIMESTAMP(", "org.apache.kafka.connect.data.Time", "INTERVAL");

    private ColumnFit() {
    }

    /** @throws SchemaMismatchException with the connector's setting that is to be changed */
    static TargetColumn checked(RowSchema schema, RowSchema.Column column, TargetColumn target) {
        boolean rounded = column.sourceType().isEmpty() && target.type().startsWith("NUMBER")
                && (column.semantic().equals("double") || column.semantic().equals("float64"));
        if (rounded) {
            throw mismatch(schema, column, target, "the connector writes it as a double, which rounds decimals: set its"
                    + " decimal.handling.mode to precise or string");
        }
        String wanted = MILLISECONDS.get(column.semantic());
        if (wanted != null && target.type().startsWith(wanted) && fraction(target) > 3) {
            throw mismatch(schema, column, target, "the connector cuts it to milliseconds: set its time.precision.mode to"
                    + " adaptive_time_microseconds");
        }
        return target;
    }

    private static int fraction(TargetColumn target) {
        int open = target.type().lastIndexOf('(');
        return Integer.parseInt(target.type().substring(open + 1, target.type().indexOf(')', open)));
    }

    private static SchemaMismatchException mismatch(RowSchema schema, RowSchema.Column column, TargetColumn target, String why) {
        return new SchemaMismatchException("column " + column.name() + " of " + schema.table() + " goes to " + target.name() + " "
                + target.type() + ", but " + why + ", and copy the table again");
    }
}
