package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.event.BarrierCodec;
import sluice.sandbox.RoutesUnderTest;
import sluice.schema.TableId;
import sluice.schema.source.SourceTable;

/** The columns by which a topic's changes are keyed stay what they were when the migration began (P3). */
class RecordedKeysTest {

    private final RecordedKeys recorded = new RecordedKeys();

    private void record(String table, boolean named, String... key) {
        recorded.record("shop/" + table, BarrierCodec.encode(new SourceTable(new TableId("shop", table), List.of(), List.of(key), 0), named));
    }

    private List<String> changedBy(String setting) throws IOException {
        RoutesUnderTest settings = new RoutesUnderTest("px").set("message.key.columns", setting);
        Map.of("source.hostname", "h", "source.user", "u", "source.password", "p", "source.databases", "shop", "kafka.brokers", "b:1",
                "target.url", "jdbc:h2:mem:x;MODE=Oracle", "target.user", "t", "target.password", "p").forEach(settings::set);
        return recorded.changedBy(new CapturedTables(settings.settings()));
    }

    @Test
    void whatIsAsItWasIsNoChange() throws IOException {
        record("orders", false, "id");
        record("log", true, "a", "b");
        assertEquals(List.of(), changedBy("shop.log:A, b"));
        assertEquals(List.of(), changedBy("shop.log:a,b;shop.orders:id"), "the primary key by its name is the primary key");
        assertEquals(List.of(), changedBy("shop.log:a,b;shop.later:x"), "a table that comes later has no changes yet");
    }

    @Test
    void eachOtherKeyIsNamedWithWhatWasThere() throws IOException {
        record("orders", false, "id");
        record("log", true, "a", "b");
        assertEquals(List.of("shop.orders: its changes are in Kafka by id, and message.key.columns names code: changes of one row would be in two"
                + " partitions, and an old one could overwrite a newer one. Take the table out of message.key.columns, or migrate it anew,"
                + " under another topics.prefix and into an empty target",
                "shop.log: its changes are in Kafka by a,b, and message.key.columns names b,a: changes of one row would be in two"
                + " partitions, and an old one could overwrite a newer one. Set message.key.columns=shop.log:a,b again, or migrate it anew,"
                + " under another topics.prefix and into an empty target"), changedBy("shop.orders:code;shop.log:b,a"));
        assertEquals(1, changedBy("").size(), "a primary key that stood back for the setting would take its place");
    }

    /** A changed primary key of the source is no change by a setting: its barrier is in the topic. */
    @Test
    void theLastStructureCountsAndATableThatIsGoneHasNone() throws IOException {
        record("orders", false, "id");
        record("orders", false, "id", "region");
        assertEquals(List.of(), changedBy(""));
        record("log", true, "a");
        recorded.record("shop/log", null);
        assertEquals(List.of(), changedBy("shop.log:b"));
    }
}
