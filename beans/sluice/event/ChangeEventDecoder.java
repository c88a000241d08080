package sluice.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a record of a change topic into a {@link ChangeEvent}. Both forms of Debezium's envelope are understood: the
 * one that Sluice's capture writes (without schema, the schema's id in a header) and Kafka Connect's default (schema
 * and payload in each record).
 *
 * <p>What changes no row (a tombstone, a heartbeat, a schema change event) decodes to null, never to an error.
 */
public final class ChangeEventDecoder {

    /** The Kafka header that holds the id of the event's row schema. */
    public static final String SCHEMA_HEADER = "sluice.schema";

    private static final Logger LOG = LoggerFactory.getLogger(ChangeEventDecoder.class);

    private final RowSchemaLog schemas;
    private final EmbeddedSchemas embedded = new EmbeddedSchemas();
    private volatile Used used = new Used(new byte[0], null);

    /** The schema of an event that was just decoded; the next one's is mostly the same, whichever lane decodes it. */
    private record Used(byte[] id, RowSchema schema) {
    }

    /** @param schemas where capture recorded the schemas of its events */
    public ChangeEventDecoder(RowSchemaLog schemas) {
        this.schemas = schemas;
    }

    /**
     * @return null if the record changes no row
     * @throws UnknownSchemaException    if the event's schema cannot be seen yet
     * @throws UndecodableEventException if the record is neither form of the envelope, or breaks its schema
     */
    public ChangeEvent decode(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return null;
        }
        try {
            Header id = record.headers().lastHeader(SCHEMA_HEADER);
            if (id != null) {
                return decode(record, 0, schemaOf(id.value()));
            }
            EmbeddedSchemas.Form form = embedded.formOf(record.topic(), value);
            return form.schema() == null ? null : decode(record, form.payload(), form.schema());
        } catch (UnknownSchemaException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UndecodableEventException(record, e);
        }
    }

    private RowSchema schemaOf(byte[] id) {
        Used last = used;
        if (!Arrays.equals(last.id, id)) {
            last = new Used(id, schemas.get(new String(id, StandardCharsets.UTF_8)));
            used = last;
        }
        return last.schema;
    }

    /**
     * The key of a record whose value cannot be decoded; null if it tells nothing either: it has none, or the schema of
     * the rows cannot be told.
     */
    public ChangeKey decodeKey(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return null;
        }
        try {
            Header id = record.headers().lastHeader(SCHEMA_HEADER);
            RowSchema schema = id == null ? embedded.formOf(record.topic(), record.value()).schema()
                    : schemas.get(new String(id.value(), StandardCharsets.UTF_8));
            if (schema == null) {
                return null;
            }
            Object[] key = Envelope.rowAt(record.key(), EmbeddedSchemas.payload(record.key()), schema);
            // whether a label is escaped would be said by the operation, which cannot be read
            boolean told = schema.escaped().stream().allMatch(column -> key[column] == null);
            return told ? new ChangeKey(schema, key) : null;
        } catch (IOException | RuntimeException e) {
            LOG.debug("the key at {}-{}@{} cannot be decoded either", record.topic(), record.partition(), record.offset(), e);
            return null;
        }
    }

    private static ChangeEvent decode(ConsumerRecord<byte[], byte[]> record, int start, RowSchema schema) throws IOException {
        byte[] value = record.value();
        Envelope envelope = Envelope.read(value, start, schema);
        if (envelope.operation() == Operation.NONE) {
            return null;
        }
        Object[] row = switch (envelope.operation()) {
            case READ, CREATE, UPDATE -> envelope.after();
            case DELETE -> envelope.before(schema);
            case TRUNCATE, NONE -> null;
        };
        LargeRowException large = null;
        if (row == null && envelope.operation() != Operation.TRUNCATE) {
            large = envelope.large() == null ? null : new LargeRowException(schema.table(), envelope.large());
            if (large == null && envelope.operation() != Operation.DELETE || record.key() == null) {
                throw new IOException("the event has no row image; the source must log full images (binlog_row_image=FULL)");
            }
            row = key(record, schema);
        }
        return new ChangeEvent(schema, envelope.operation(), row, value, start, large);
    }

    /** A delete is known by its old row, and a stub by nothing; where the event has none, there is the record's key. */
    private static Object[] key(ConsumerRecord<byte[], byte[]> record, RowSchema schema) throws IOException {
        Object[] key = Envelope.rowAt(record.key(), EmbeddedSchemas.payload(record.key()), schema);
        Envelope.plainLabels(key, schema);
        return key;
    }
}
