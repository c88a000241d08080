package sluice.schema.ddl;

import java.util.Set;
import java.util.function.UnaryOperator;
import sluice.schema.TargetColumn;
import sluice.schema.TargetTable;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** The columns that an expression may name: by their names at the source, with how the target writes them. */
final class ExpressionColumns {

    /** For expressions that have none. */
    static final ExpressionColumns NONE = new ExpressionColumns(null, null, UnaryOperator.identity());

    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

    private final SourceTable source;
    private final TargetTable target;
    private final UnaryOperator<String> quote;

    /** @param quote how a column of the target is written */
    ExpressionColumns(SourceTable source, TargetTable target, UnaryOperator<String> quote) {
        this.source = source;
        this.target = target;
        this.quote = quote;
    }

    /**
     * @param name          at the source
     * @param sql           in the target
     * @param isText        whether it holds text
     * @param comparesBytes whether two texts are equal only if they have the same characters
     * @param collation     null for what is no text
     */
    record Column(String name, String sql, boolean isText, boolean comparesBytes, String collation) {
    }

    /** @throws Expression.Refused when there is no such column, or Oracle cannot compute with it */
    Column of(String name) throws Expression.Refused {
        for (int i = 0; source != null && i < source.columns().size(); i++) {
            if (source.columns().get(i).name().equalsIgnoreCase(name)) {
                return column(source.columns().get(i), target.columns().get(i));
            }
        }
        throw new Expression.Refused("it uses the column " + name + ", which it cannot use in Oracle");
    }

    private Column column(SourceColumn column, TargetColumn to) throws Expression.Refused {
        if (isLarge(to)) {
            throw new Expression.Refused("it uses " + column.name() + ", which is a " + to.type() + " in Oracle");
        }
        String collation = column.collation();
        return new Column(column.name(), quote.apply(to.name()), TEXTS.contains(column.dataType()),
                collation == null || collation.endsWith("_bin"), collation);
    }

    /** Whether a column can neither be compared nor indexed. */
    static boolean isLarge(TargetColumn column) {
        return Set.of("CLOB", "BLOB", "NCLOB", "JSON").contains(column.type()) || column.type().startsWith("VECTOR");
    }
}
