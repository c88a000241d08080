package sluice.schema.ddl;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import sluice.schema.TableId;

/**
 * The DDL of a whole schema.
 *
 * @param statements    in the order of their parts, and of the tables within a part
 * @param untranslated  what does not become the same thing in the target
 * @param identities    the columns that number rows; they start past their highest value at the cut-over
 */
public record SchemaScript(List<SchemaStatement> statements, List<Untranslated> untranslated, List<Identity> identities) {

    /** @param column as the target spells it */
    public record Identity(TableId source, sluice.schema.TargetTable table, String column) {
    }

    /** What concerns these tables and parts only. */
    public SchemaScript only(Predicate<TableId> tables, Set<Part> parts) {
        return new SchemaScript(
                statements.stream().filter(statement -> parts.contains(statement.part()) && tables.test(statement.source())).toList(),
                untranslated.stream().filter(item -> item.table() == null || tables.test(item.table())).toList(),
                identities.stream().filter(identity -> tables.test(identity.source())).toList());
    }
}
