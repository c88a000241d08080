package sluice.capture;

import io.debezium.relational.history.ConnectTableChangeSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import sluice.event.SchemaChange;
import sluice.schema.TableId;
import sluice.schema.source.ColumnFill;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * Finds what each DDL statement has changed for the rows of the captured tables.
 *
 * <p>Debezium gives an event for each table of a statement; what counts is the statement as a whole. {@code RENAME TABLE t TO
 * t_old, t_new TO t} leaves {@code t} with another structure and other rows: taken one by one, its first half would look
 * like a table that is gone. What changes nothing for the rows (an index, a comment, a default, the engine) is found by
 * comparing the structures, and holds nobody up.
 */
final class SchemaStatements {

    /** Takes what one statement has done to one table. */
    @FunctionalInterface
    interface Sink {
        void changed(TableId table, Struct source, SchemaChange change);
    }

    private final CapturedTables scope;
    private final KnownTables known;
    private final Sink sink;
    private Struct source; // of the statement that is being collected; null if there is none
    private String ddl = "";
    private final Map<TableId, SourceTable> now = new HashMap<>();
    private final Set<TableId> touched = new LinkedHashSet<>();
    private final Set<TableId> renamed = new HashSet<>();
    private final Set<TableId> altered = new HashSet<>();
    private final Map<String, String> defaults = new HashMap<>();
    private boolean newTablesAreNews;

    SchemaStatements(CapturedTables scope, KnownTables known, Sink sink) {
        this.scope = scope;
        this.known = known;
        this.sink = sink;
    }

    /** @param again whether tables were captured before: then one that they were not among is new */
    void snapshotBegins(boolean again) {
        newTablesAreNews = again;
    }

    static boolean isSchemaChange(SourceRecord event) {
        return event.valueSchema() != null && event.valueSchema().name() != null
                && event.valueSchema().name().endsWith("SchemaChangeValue");
    }

    /** Whether the statement of a schema change event may have further events. Cut apart by a crash, those would be lost. */
    static boolean mayGoOn(SourceRecord event) {
        return isSchemaChange(event) && new DdlText(text((Struct) event.value())).mayGoOn();
    }

    private static String text(Struct value) {
        return value.getString("ddl") == null ? "" : value.getString("ddl");
    }

    void add(Struct value) {
        Struct at = value.getStruct("source");
        if (source != null && !(at.getString("file") + at.getInt64("pos")).equals(source.getString("file") + source.getInt64("pos"))) {
            end();
        }
        source = at;
        boolean snapshot = inSnapshot();
        String statement = text(value);
        ddl = ddl.isEmpty() ? statement : ddl + "; " + statement;
        DdlText text = new DdlText(statement);
        List<Struct> changes = value.getArray("tableChanges");
        for (Struct change : changes) {
            add(change, text, snapshot);
        }
        if (!snapshot && text.dropsDatabase()) {
            known.of(value.getString("databaseName")).forEach(table -> becomes(table, null));
        }
        if (snapshot) {
            end(); // every table has the same position there
        }
    }

    private boolean inSnapshot() {
        String snapshot = source.getString("snapshot"); // without the field's default, which is "false"
        return snapshot != null && !snapshot.equals("false");
    }

    private void add(Struct change, DdlText text, boolean snapshot) {
        io.debezium.relational.TableId id = io.debezium.relational.TableId.parse(change.getString("id"));
        TableId table = new TableId(id.catalog() == null ? id.schema() : id.catalog(), id.table());
        Struct structure = change.getStruct("table");
        if (change.getString("type").equals("DROP") || structure == null) {
            if (!snapshot) { // a snapshot drops each table before it creates it, in its own history
                becomes(table, null);
            }
            return;
        }
        TableId before = snapshot ? null : text.renamedFrom(table);
        if (before != null) {
            becomes(before, null);
            renamed.add(before);
            renamed.add(table);
        }
        if (change.getString("type").equals("ALTER")) {
            altered.add(table);
        }
        becomes(table, structure(table, structure));
    }

    private void becomes(TableId table, SourceTable structure) {
        touched.add(table);
        now.put(table, structure);
    }

    private SourceTable structure(TableId table, Struct structure) {
        String charset = structure.getString(ConnectTableChangeSerializer.DEFAULT_CHARSET_NAME_KEY);
        List<Struct> structs = structure.getArray(ConnectTableChangeSerializer.COLUMNS_KEY);
        List<String> primaryKey = structure.getArray(ConnectTableChangeSerializer.PRIMARY_KEY_COLUMN_NAMES_KEY);
        List<String> key = scope.keyOf(table, primaryKey == null ? List.of() : List.copyOf(primaryKey));
        List<SourceColumn> columns = new ArrayList<>();
        for (Struct struct : structs) {
            columns.add(ColumnStructs.column(struct, charset));
            String constant = struct.getString(ConnectTableChangeSerializer.DEFAULT_VALUE_EXPRESSION);
            if (constant != null) {
                defaults.put(struct.getString("name"), constant);
            }
        }
        return new SourceTable(table, columns, key, 0);
    }

    /** The statement is complete: whatever comes next belongs to another one. */
    void end() {
        if (source == null) {
            return;
        }
        touched.stream().filter(scope::covers).forEach(this::tell);
        source = null;
        ddl = "";
        now.clear();
        touched.clear();
        renamed.clear();
        altered.clear();
        defaults.clear();
    }

    private void tell(TableId table) {
        SourceTable before = known.get(table);
        SourceTable after = now.get(table);
        boolean news = !inSnapshot() || before != null || newTablesAreNews;
        SchemaChange change = change(table, before, after);
        known.put(table, after, scope.namedKey(table).isPresent());
        if (news && change != null) {
            sink.changed(table, source, change);
        }
    }

    /** Null if it changes nothing for the rows. */
    private SchemaChange change(TableId table, SourceTable before, SourceTable after) {
        if (before == null && after == null) {
            return null;
        }
        Map<String, String> added = new HashMap<>(defaults);
        added.keySet().removeIf(name -> before == null || before.columns().stream().anyMatch(column -> column.name().equals(name)));
        boolean adds = before != null && after != null && after.columns().stream()
                .anyMatch(column -> before.columns().stream().noneMatch(other -> other.name().equals(column.name())));
        String unseen = before == null || after == null || inSnapshot() ? null : new DdlText(ddl).unseen(adds);
        if (before != null && after != null && unseen == null && !renamed.contains(table) && sameForRows(before, after)) {
            return null;
        }
        return new SchemaChange(type(table, before, after), DdlText.line(ddl), before, after, added, unseen);
    }

    private SchemaChange.Type type(TableId table, SourceTable before, SourceTable after) {
        if (renamed.contains(table)) {
            return SchemaChange.Type.RENAME;
        }
        if (after == null) {
            return SchemaChange.Type.DROP;
        }
        return before != null || altered.contains(table) ? SchemaChange.Type.ALTER : SchemaChange.Type.CREATE;
    }

    /** The order of the columns does not matter: every row says which column a value belongs to. Nor do defaults: it has all values. */
    private static boolean sameForRows(SourceTable before, SourceTable after) {
        return before.key().equals(after.key()) && byName(before).equals(byName(after));
    }

    private static Map<String, SourceColumn> byName(SourceTable table) {
        return table.columns().stream().collect(Collectors.toMap(SourceColumn::name, column -> column.withFill(ColumnFill.NONE)));
    }
}
