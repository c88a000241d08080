package sluice.capture.resync;

import io.debezium.engine.ChangeEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import sluice.capture.EngineEvent;
import sluice.schema.TableId;

/** Events as Debezium hands them over while {@code shop.t} is read once more. */
final class WindowEvents {

    static final TableId TABLE = new TableId("shop", "t");

    private static final Schema SOURCE = SchemaBuilder.struct().field("db", Schema.STRING_SCHEMA).field("table", Schema.STRING_SCHEMA)
            .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct().name("px.Envelope").field("op", Schema.STRING_SCHEMA).field("source", SOURCE).build();
    private static final Schema CHANGE = SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build();
    private static final Schema STATEMENT = SchemaBuilder.struct().name("px.SchemaChangeValue")
            .field("tableChanges", SchemaBuilder.array(CHANGE).build()).build();

    private WindowEvents() {
    }

    static boolean isStatement(SourceRecord event) {
        return event.valueSchema() == STATEMENT;
    }

    /** A change of the binlog: c, u, d or t. */
    static SourceRecord change(String operation, String table, long position) {
        return row(operation, table, "false", offset(position));
    }

    /** A row that the resync has read, behind a place of the binlog. */
    static SourceRecord read(long position) {
        return row("r", "t", "incremental", offset(position));
    }

    static SourceRecord statement(String table, long position) {
        Struct value = new Struct(STATEMENT).put("tableChanges", List.of(new Struct(CHANGE).put("id", "shop." + table)));
        return new SourceRecord(Map.of(), offset(position), "px", STATEMENT, value);
    }

    private static SourceRecord row(String operation, String table, String snapshot, Map<String, ?> offset) {
        Struct source = new Struct(SOURCE).put("db", "shop").put("table", table).put("snapshot", snapshot);
        return new SourceRecord(Map.of(), offset, "px.shop." + table, ROW, new Struct(ROW).put("op", operation).put("source", source));
    }

    static Map<String, Object> offset(long position) {
        return SnapshotContext.with(Map.of("file", "binlog.000001", "pos", position), List.of(new Resync(TABLE, "")));
    }

    static List<ChangeEvent<SourceRecord, SourceRecord>> batch(SourceRecord... events) {
        return new ArrayList<>(Arrays.stream(events).map(WindowEvents::event).toList());
    }

    private static ChangeEvent<SourceRecord, SourceRecord> event(SourceRecord record) {
        return new EngineEvent(record);
    }
}
