package sluice.schema.source;

import java.util.List;
import sluice.schema.TableId;

/**
 * A foreign key of a table.
 *
 * @param name              as spelt; unique within its database
 * @param columns           the referring columns, in their order
 * @param referenced        the table that is referred to; it may be in another database
 * @param referencedColumns in the order of {@code columns}
 * @param onDelete          {@code NO ACTION}, {@code RESTRICT}, {@code CASCADE} or {@code SET NULL}
 * @param onUpdate          the same words
 */
public record ForeignKey(String name, List<String> columns, TableId referenced, List<String> referencedColumns,
                         String onDelete, String onUpdate) {

    /** Whether the server changes rows of this table by itself when the referenced row changes. */
    public boolean cascades() {
        return acts(onDelete) || acts(onUpdate);
    }

    private static boolean acts(String rule) {
        return rule.equals("CASCADE") || rule.startsWith("SET");
    }
}
