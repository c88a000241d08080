package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A bad row stops nobody else (P4), and nothing is lost, doubled or parked for the wrong reason when things fail meanwhile (P1, P2, P5). */
class ParkingIT {

    private static final String TOO_LONG = "more than the twenty characters of the column";

    private LaneFixture sluice;

    private LaneFixture sluice(TestInfo test) {
        sluice = new LaneFixture("park" + Math.floorMod(test.getDisplayName().hashCode(), 100_000));
        return sluice;
    }

    @AfterEach
    void stop() {
        sluice.close();
    }

    /** Too long, out of range, no number, against a check, NOT NULL, no JSON; on three partitions, among 300 good ones. */
    @Test
    void badRowsAreParkedAndTheirNeighboursAreWritten(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(3)) {
            sluice.login().execute("ALTER TABLE " + LaneFixture.TABLE + " ADD CHECK (CUSTOMER_NAME <> 'nobody')",
                    "ALTER TABLE " + LaneFixture.TABLE + " ALTER COLUMN AMOUNT SET NOT NULL");
            for (int id = 0; id < 300; id++) {
                orders.insert(id, "good");
            }
            orders.insert(1_000, TOO_LONG).insert(1_001, "b", "123456789012.00").insert(1_002, "c", "many").insert(1_003, "nobody")
                    .insert(1_004, "e", null).broken(1_005).update(1_006, TOO_LONG);
            for (int id = 300; id < 600; id++) {
                orders.insert(id, "good");
            }
            orders.commit();
            sluice.start().awaitRows(600);
            sluice.awaitParked("parked", 7);
            sluice.awaitState("idle");
            assertEquals(Map.of("SQL-22001", 1L, "value", 3L, "SQL-23513", 1L, "SQL-23502", 1L, "event", 1L), errors());
            assertEquals(7, sluice.number("SELECT COUNT(DISTINCT KEY_HASH) FROM SLUICE_PARKED WHERE KEY_TEXT LIKE 'ID=100%'"
                    + " AND SOURCE_DATABASE = 'ordersdb' AND SOURCE_TABLE = 'orders' AND ATTEMPTS = 1 AND EVENT IS NOT NULL"));
            assertEquals(1, sluice.number("SELECT COUNT(*) FROM SLUICE_PARKED WHERE KEY_TEXT = 'ID=1006' AND OPERATION = 'UPDATE'"));
            LaneFixture.within(5).until(() -> sluice.lane().parked() == 7);
            sluice.awaitApplied(607);
        }
    }

    private Map<String, Long> errors() throws Exception {
        return sluice.login().texts("SELECT ERROR_CLASS FROM SLUICE_PARKED").stream()
                .collect(Collectors.groupingBy(error -> error, Collectors.counting()));
    }

    /** Nothing can be ordered behind a record that does not even tell its key. */
    @Test
    void aRecordWithoutAnythingStopsTheLane(TestInfo test) {
        try (ChangeTopic orders = sluice(test).topic(1)) {
            orders.insert(1, "a").brokenWithoutKey(0).insert(2, "b").commit();
            sluice.start().awaitState("stopped");
            assertTrue(sluice.lane().reason().contains("in the batch"), sluice.lane().reason());
            assertEquals(0, sluice.rows());
        }
    }
}
