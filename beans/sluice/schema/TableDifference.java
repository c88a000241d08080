package sluice.schema;

import java.util.List;

/**
 * One thing that keeps an existing table of the target from taking the source's rows.
 *
 * @param actual the target's table, as it is
 * @param source the table whose rows it is to take
 * @param column the target's column; null where it is about the key
 * @param detail what is wrong, with what is to be done
 * @param remedy the statements that do it, in their order; they may fail on rows that do not bear it. What begins with {@code --} is a remark
 */
public record TableDifference(TargetTable actual, TableId source, String column, String detail, List<String> remedy) {

    /** The whole sentence. */
    public String text() {
        return "%s, which exists and is to take %s: %s".formatted(actual, source, detail);
    }
}
