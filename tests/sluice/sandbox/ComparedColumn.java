package sluice.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A column of the source.
 * MySQL is asked for each value in a form that loses nothing: FLOAT is sent with six digits only, and the driver has ideas of its own
 * about dates and times.
 *
 * @param name       its name
 * @param expression what is selected for it
 * @param kind       what its values are; null: what the column's type says
 */
record ComparedColumn(String name, String expression, ValueKind kind) {

    static ComparedColumn ofMySql(String name, String dataType) {
        String quoted = '`' + name.replace("`", "``") + '`';
        String expression = switch (dataType) {
            case "float" -> "CAST(" + quoted + " AS DOUBLE)";
            case "bit" -> quoted + " + 0";
            case "date", "datetime", "timestamp", "time" -> "CAST(" + quoted + " AS CHAR)";
            default -> quoted;
        };
        return new ComparedColumn(name, expression + " AS " + quoted, ValueKind.ofMySql(dataType));
    }

    static List<ComparedColumn> byType(List<String> names) {
        return names.stream().map(name -> new ComparedColumn(name, '"' + name + '"', null)).toList();
    }

    ComparedColumn spelled(UnaryOperator<String> spelling) {
        return new ComparedColumn(spelling.apply(name), expression, kind);
    }

    /** Those of these names, in the order of the names. */
    static List<ComparedColumn> named(List<ComparedColumn> columns, List<String> names) {
        List<ComparedColumn> result = new ArrayList<>();
        for (String name : names) {
            columns.stream().filter(column -> column.name.equals(name)).forEach(result::add);
        }
        return result;
    }
}
