package sluice.apply;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import sluice.event.ChangeEventDecoder;
import sluice.schema.ParkedTable;

/** Reads SLUICE_PARKED for the lanes. */
public final class ParkedRows {

    private static final int ROWS_AT_ONCE = 100;
    private static final int BYTES_AT_ONCE = 8 << 20;

    private final JdbcTemplate target;

    public ParkedRows(DataSource target) {
        this.target = new JdbcTemplate(target);
    }

    /** A parked event, as the record that it was in Kafka. */
    record Stored(long id, ConsumerRecord<byte[], byte[]> record) {

        int bytes() {
            return record.value().length;
        }
    }

    /** Rows of a topic that are parked now, and rows that were parked within the last minute. */
    record Load(long unresolved, long lastMinute) {
    }

    /** Hashes of the keys of which a partition has unresolved rows. */
    Set<String> unresolvedKeys(TopicPartition partition) {
        return new HashSet<>(target.queryForList(ParkedTable.UNRESOLVED_KEYS, String.class, partition.topic(), partition.partition()));
    }

    /** Unresolved rows by topic. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        target.query(ParkedTable.COUNT, row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    Map<String, Load> load() {
        Map<String, Load> loads = new HashMap<>();
        target.query(ParkedTable.LOAD, row -> {
            loads.put(row.getString(1), new Load(row.getLong(2), row.getLong(3)));
        });
        return loads;
    }

    /** The first rows of a partition that are to be replayed: so many that memory holds them. */
    List<Stored> requested(TopicPartition partition) {
        return target.query(ParkedTable.REQUESTED, (ResultSetExtractor<List<Stored>>) rows -> {
            List<Stored> stored = new ArrayList<>();
            int bytes = 0;
            while (stored.size() < ROWS_AT_ONCE && bytes < BYTES_AT_ONCE && rows.next()) {
                Stored row = stored(partition, rows);
                stored.add(row);
                bytes += row.bytes();
            }
            return stored;
        }, partition.topic(), partition.partition());
    }

    private static Stored stored(TopicPartition partition, ResultSet row) throws SQLException {
        byte[] key = row.getBytes("EVENT_KEY");
        byte[] event = row.getBytes("EVENT");
        return new Stored(row.getLong("PARKED_ID"), new ConsumerRecord<>(partition.topic(), partition.partition(),
                row.getLong("RECORD_OFFSET"), ConsumerRecord.NO_TIMESTAMP, TimestampType.NO_TIMESTAMP_TYPE,
                key == null ? 0 : key.length, event.length, key, event, headers(row.getString("SCHEMA_ID")), Optional.empty()));
    }

    private static Headers headers(String schemaId) {
        RecordHeaders headers = new RecordHeaders();
        if (schemaId != null) {
            headers.add(ChangeEventDecoder.SCHEMA_HEADER, schemaId.getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }
}
