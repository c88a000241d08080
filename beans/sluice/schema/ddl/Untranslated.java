package sluice.schema.ddl;

import sluice.schema.TableId;

/**
 * Something of the source that does not become the same thing in the target.
 *
 * @param table  null where it belongs to no table
 * @param object what it is: {@code index ft (FULLTEXT)}
 * @param reason why not, as a sentence without its end
 * @param remedy what to do, as the rest of that sentence
 */
public record Untranslated(TableId table, String object, String reason, String remedy) {

    @Override
    public String toString() {
        return (table == null ? "" : table + ", ") + object + ": " + reason + "; " + remedy;
    }
}
