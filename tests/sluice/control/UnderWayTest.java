package sluice.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import sluice.schema.OwnTables;
import sluice.schema.TableId;

/** A table that has a watermark is not compared with the source's catalog: its ALTER statements may still be in its topic. */
class UnderWayTest {

    @Test
    void aTableIsUnderWayOnceItsTopicHasAWatermark() throws Exception {
        try (Connection target = DriverManager.getConnection("jdbc:h2:mem:;MODE=Oracle"); Statement statement = target.createStatement()) {
            statement.execute(OwnTables.CREATE.get("SLUICE_WATERMARK"));
            statement.execute("INSERT INTO SLUICE_WATERMARK (TOPIC, PARTITION_NO, NEXT_OFFSET, TOPIC_ID) VALUES ('px.shop.order_items', 0, 5, 'x')");
            UnderWay underWay = new UnderWay(target, "px");
            assertTrue(underWay.contains(new TableId("shop", "order items")), "a topic's name has no blank");
            assertFalse(underWay.contains(new TableId("shop", "orders")));
            assertFalse(new UnderWay(target, "py").contains(new TableId("shop", "order_items")));
        }
    }
}
