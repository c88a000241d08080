package sluice.apply;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import sluice.event.ChangeEventDecoder;
import sluice.schema.ParkedTable;

/**
 * Copies of parked rows for a topic. SLUICE_PARKED itself remembers of which rows Kafka has one, so a copy is sent at
 * least once, also after a crash; sent with the batch instead, it would be there for rows whose transaction was rolled
 * back.
 */
public final class ParkedCopies {

    private static final int ROWS_AT_ONCE = 100;
    private static final int BYTES_AT_ONCE = 8 << 20;

    private final JdbcTemplate target;

    public ParkedCopies(DataSource target) {
        this.target = new JdbcTemplate(target);
    }

    /** One row: the event as it stood in Kafka, and what its headers tell. */
    public record Copy(long id, byte[] key, byte[] event, Map<String, String> headers) {
    }

    /** Rows of which no copy was sent, as many as memory holds; empty if there are none. */
    public List<Copy> next() {
        return target.query(ParkedTable.UNCOPIED, (ResultSetExtractor<List<Copy>>) rows -> {
            List<Copy> copies = new ArrayList<>();
            int bytes = 0;
            while (copies.size() < ROWS_AT_ONCE && bytes < BYTES_AT_ONCE && rows.next()) {
                Map<String, String> headers = new HashMap<>();
                headers.put("sluice.parked.id", rows.getString("PARKED_ID"));
                headers.put("sluice.parked.table", rows.getString("SOURCE_DATABASE") + "." + rows.getString("SOURCE_TABLE"));
                headers.put("sluice.parked.operation", rows.getString("OPERATION"));
                headers.put("sluice.parked.error", rows.getString("ERROR_CLASS"));
                headers.put("sluice.parked.from", rows.getString("TOPIC") + "-" + rows.getString("PARTITION_NO") + "@"
                        + rows.getString("RECORD_OFFSET"));
                headers.put(ChangeEventDecoder.SCHEMA_HEADER, rows.getString("SCHEMA_ID"));
                Copy copy = new Copy(rows.getLong("PARKED_ID"), rows.getBytes("EVENT_KEY"), rows.getBytes("EVENT"), headers);
                copies.add(copy);
                bytes += copy.event().length;
            }
            return copies;
        });
    }

    /** Makes the message of the copy in the body. */
    public void address(Exchange exchange) {
        Copy copy = exchange.getMessage().getBody(Copy.class);
        exchange.setProperty("copy", copy);
        copy.headers().forEach((name, value) -> {
            if (value != null) {
                exchange.getMessage().setHeader(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        exchange.getMessage().setHeader(KafkaConstants.KEY, copy.key());
        exchange.getMessage().setBody(copy.event());
    }

    /** Kafka has the copy. */
    public void sent(Exchange exchange) {
        target.update(ParkedTable.COPIED, exchange.getProperty("copy", Copy.class).id());
    }
}
