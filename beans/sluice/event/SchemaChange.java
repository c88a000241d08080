package sluice.event;

import java.util.Map;
import sluice.schema.source.SourceTable;

/**
 * What one statement made of a table's structure. It carries both structures, since the source's catalog may be further
 * on when a lane comes to it: rows between this change and the next one have exactly {@code after}.
 *
 * @param type      what was done to the table
 * @param statement the statement, cut where it is very long
 * @param before    the table before it; null if there was none, or if it is not known
 * @param after     the table after it; null if there is none any more
 * @param defaults  the constant that an added column has in the rows that were there, by the column's name; a column that
 *                  is not in it is NULL there
 * @param unseen    what the statement may have done to rows without a trace in the binlog, as a sentence without its end;
 *                  null if nothing
 */
public record SchemaChange(Type type, String statement, SourceTable before, SourceTable after, Map<String, String> defaults,
                           String unseen) {

    /** Longest statement that is kept, in characters: it is shown to an operator, and never executed. */
    public static final int STATEMENT_CHARACTERS = 1_000;

    /** A change that leaves the rows that were there as they are. */
    public SchemaChange(Type type, String statement, SourceTable before, SourceTable after) {
        this(type, statement, before, after, Map.of(), null);
    }

    public SchemaChange {
        defaults = defaults == null ? Map.of() : Map.copyOf(defaults);
        if (statement.length() > STATEMENT_CHARACTERS) {
            statement = statement.substring(0, STATEMENT_CHARACTERS) + "...";
        }
    }

    /** What a statement does to a table. */
    public enum Type {
        CREATE, ALTER, DROP,
        /** The name now stands for another table than before, or for none. */
        RENAME
    }
}
