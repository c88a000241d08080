package sluice.schema.ddl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.schema.TargetColumn;
import sluice.schema.TargetTable;
import sluice.schema.source.SourceIndex;
import sluice.schema.source.SourceTable;

/**
 * Secondary indexes.
 *
 * <p>None is unique while lanes apply: they do not keep the order between keys, so two rows may have one value for a moment. Oracle
 * refuses a second index on the same columns, where MySQL takes it.
 */
final class IndexWriter {

    private final ScriptParts parts;
    private final SourceTable source;
    private final TargetTable table;
    private final ExpressionColumns columns;
    private final Map<List<String>, String> taken = new HashMap<>();

    IndexWriter(ScriptParts parts, SourceTable source, TargetTable table) {
        this.parts = parts;
        this.source = source;
        this.table = table;
        this.columns = new ExpressionColumns(source, table, parts.dialect()::quote);
        taken.put(table.key().stream().map(parts.dialect()::quote).toList(), "the primary key");
    }

    void write() {
        source.secondaryIndexes().forEach(this::write);
    }

    private void write(SourceIndex index) {
        if (!index.type().equals("BTREE") && !index.type().equals("HASH")) {
            refuse(index, "Oracle's indexes of that kind are made otherwise", "make one by hand where the service needs it "
                    + (index.type().equals("SPATIAL") ? "(MDSYS.SPATIAL_INDEX_V2)" : "(INDEXTYPE IS CTXSYS.CONTEXT)"));
            return;
        }
        try {
            List<String> wanted = new ArrayList<>();
            for (SourceIndex.Part part : index.parts()) {
                wanted.add(part(index, part));
            }
            write(index, wanted);
        } catch (Expression.Refused refused) {
            refuse(index, refused.getMessage(), "make one by hand where the service needs it");
        }
    }

    private void write(SourceIndex index, List<String> wanted) {
        String other = taken.putIfAbsent(wanted, "index " + index.name());
        if (other != null) {
            refuse(index, "Oracle has no two indexes on the same columns, and " + other + " has these",
                    "nothing is to be done: that one serves");
            return;
        }
        boolean plain = index.isPlain() && wanted.stream().noneMatch(part -> part.endsWith(" DESC"));
        String name = parts.name("index", table, index.name());
        parts.add(new SchemaStatement(Part.INDEXES, source.id(), table, "index", name,
                plain ? parts.columns(source, index.columns()) : List.of(), parts.ddl().createIndex(table, name, wanted), null, null));
    }

    /** The direction of a unique key is left out: a constraint cannot use a descending index. */
    private String part(SourceIndex index, SourceIndex.Part part) throws Expression.Refused {
        String direction = part.descending() && !index.unique() ? " DESC" : "";
        if (part.expression() != null) {
            if (!parts.ddl().indexesExpressions()) {
                throw new Expression.Refused("the embedded target has no index on an expression");
            }
            return Expression.translate(part.expression(), columns, false) + direction;
        }
        TargetColumn column = table.column(parts.columns(source, List.of(part.column())).get(0));
        if (ExpressionColumns.isLarge(column)) {
            throw new Expression.Refused("column " + part.column() + " is a " + column.type() + ", which Oracle does not index");
        }
        return parts.dialect().quote(column.name()) + direction;
    }

    private void refuse(SourceIndex index, String reason, String remedy) {
        String kind = index.type().equals("BTREE") ? "" : index.type() + " ";
        parts.untranslated(source, (index.unique() ? "unique " : kind) + "index " + index.name(), reason, remedy);
    }
}
