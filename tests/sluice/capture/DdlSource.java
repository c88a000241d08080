package sluice.capture;

import io.debezium.connector.mysql.antlr.MySqlAntlrDdlParser;
import io.debezium.connector.mysql.charset.MySqlCharsetRegistry;
import io.debezium.relational.TableId;
import io.debezium.relational.Tables;
import io.debezium.relational.ddl.DdlParserListener;
import io.debezium.relational.history.ConnectTableChangeSerializer;
import io.debezium.relational.history.TableChanges;
import io.debezium.schema.SchemaNameAdjuster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Schema change events as Debezium makes them of statements: parsed by its own DDL parser, written by its own serializer, in
 * an envelope of the same fields.
 */
final class DdlSource {

    private static final Schema SOURCE = SchemaBuilder.struct().field("file", Schema.STRING_SCHEMA).field("pos", Schema.INT64_SCHEMA)
            .field("row", Schema.INT32_SCHEMA).field("gtid", Schema.OPTIONAL_STRING_SCHEMA).field("server_id", Schema.INT64_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA).field("snapshot", SchemaBuilder.string().optional().defaultValue("false").build()).build();

    private final ConnectTableChangeSerializer serializer = new ConnectTableChangeSerializer(SchemaNameAdjuster.NO_OP);
    private final Schema value = SchemaBuilder.struct().name("io.debezium.connector.mysql.SchemaChangeValue").field("source", SOURCE)
            .field("databaseName", Schema.OPTIONAL_STRING_SCHEMA).field("ddl", Schema.OPTIONAL_STRING_SCHEMA)
            .field("tableChanges", SchemaBuilder.array(serializer.getChangeSchema()).build()).build();
    private final MySqlAntlrDdlParser parser = new MySqlAntlrDdlParser(false, false, true, Tables.TableFilter.includeAll(),
            new MySqlCharsetRegistry());
    private final Tables tables = new Tables();
    private final String database;
    private long position = 100;

    DdlSource(String database) {
        this.database = database;
    }

    /** The events of a statement at the next position of the binlog. */
    List<SourceRecord> stream(String ddl) {
        position += 100;
        return events(ddl, null);
    }

    /** The events of a table in a snapshot. */
    List<SourceRecord> snapshot(String ddl) {
        return events(ddl, "true");
    }

    private List<SourceRecord> events(String ddl, String snapshot) {
        List<SourceRecord> records = new ArrayList<>();
        parser.setCurrentDatabase(database);
        parser.parse(ddl, tables).getEventsByDatabase((name, events) -> events.forEach(event -> {
            TableChanges changes = new TableChanges();
            if (event instanceof DdlParserListener.TableDroppedEvent dropped) {
                changes.drop(dropped.tableId());
            } else if (event instanceof DdlParserListener.TableCreatedEvent created) {
                changes.create(tables.forTable(created.tableId()));
            } else if (event instanceof DdlParserListener.TableAlteredEvent altered) {
                TableId id = altered.tableId();
                changes.alter(tables.forTable(id));
            }
            records.add(record(name, event.statement(), changes, snapshot));
        }));
        return records;
    }

    private SourceRecord record(String name, String ddl, TableChanges changes, String snapshot) {
        Struct source = new Struct(SOURCE).put("file", "binlog.000001").put("pos", position).put("row", 0).put("server_id", 1L)
                .put("ts_ms", 5L).put("snapshot", snapshot);
        Struct event = new Struct(value).put("source", source).put("databaseName", name).put("ddl", ddl)
                .put("tableChanges", serializer.serialize(changes));
        return new SourceRecord(Map.of(), Map.of(), "px", value, event);
    }
}
