package sluice.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import sluice.sandbox.Login;

/**
 * What somebody would write who has this one table to move, and no interest in failures, schemas, barriers or bad rows: poll, parse,
 * keep the last state of each key, MERGE and DELETE in batches, commit. It is the measure of what Sluice's care costs.
 */
final class HandWrittenLoop {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Object[] DELETED = {};

    private final Login target;
    private final TopicSpan span;
    private final AtomicLong rows = new AtomicLong();

    HandWrittenLoop(Login target, TopicSpan span) {
        this.target = target;
        this.span = span;
    }

    Figure run(int threads) throws Exception {
        rows.set(0);
        OwnWork work = new OwnWork();
        for (int share = 0; share < threads; share++) {
            int mine = share;
            work.start(() -> apply(mine, threads));
        }
        double seconds = work.await();
        return Figure.of("hand-written loop, " + threads + " threads", rows.get(), seconds)
                .with("own_cpu_us_per_row", work.cpuSeconds() * 1e6 / rows.get());
    }

    private void apply(int share, int threads) throws Exception {
        try (Connection connection = target.connect(); MergedOrders orders = new MergedOrders(connection, "BENCHDB.ORDERS")) {
            connection.setAutoCommit(false);
            span.read(share, threads, records -> write(connection, orders, records));
        }
    }

    private void write(Connection connection, MergedOrders orders, ConsumerRecords<byte[], byte[]> records) throws IOException, SQLException {
        if (records.isEmpty()) {
            return;
        }
        Map<Long, Object[]> last = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            last.put(key(record.key()), after(record.value()));
        }
        List<Object[]> merged = new ArrayList<>(last.size());
        List<Long> deleted = new ArrayList<>();
        last.forEach((id, row) -> {
            if (row == DELETED) {
                deleted.add(id);
            } else {
                merged.add(row);
            }
        });
        orders.delete(deleted);
        orders.merge(merged);
        connection.commit();
        rows.addAndGet(records.count());
    }

    private static long key(byte[] key) throws IOException {
        try (JsonParser parser = JSON.createParser(key)) {
            parser.nextToken();
            parser.nextToken();
            parser.nextToken();
            return parser.getLongValue();
        }
    }

    private static Object[] after(byte[] value) throws IOException {
        try (JsonParser parser = JSON.createParser(value)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean after = parser.currentName().equals("after");
                JsonToken token = parser.nextToken();
                if (after) {
                    return token == JsonToken.VALUE_NULL ? DELETED : row(parser);
                }
                parser.skipChildren();
            }
            throw new IOException("An event without a row");
        }
    }

    private static Object[] row(JsonParser parser) throws IOException {
        Object[] row = new Object[MergedOrders.COLUMNS];
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "id" -> row[0] = parser.getLongValue();
                case "customer_name" -> row[1] = parser.getText();
                case "amount" -> row[2] = new BigDecimal(parser.getText());
                case "status" -> row[3] = parser.getText();
                case "created_at" -> row[4] = OffsetDateTime.parse(parser.getText());
                case "updated_at" -> row[5] = time(parser.getLongValue());
                case "note" -> row[6] = parser.getText();
                case "qty" -> row[7] = parser.getIntValue();
                default -> throw new IOException("An unknown column: " + name);
            }
        }
        return row;
    }

    private static LocalDateTime time(long micros) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1_000, ZoneOffset.UTC);
    }
}
