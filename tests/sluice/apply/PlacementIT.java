package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * A watermark that does not belong to the log stops the lane with the reason. To move it silently, as auto.offset.reset does,
 * would lose the changes between the two (P1).
 */
class PlacementIT {

    @Test
    void changesThatAreGoneFromTheLogStopTheLane() {
        try (LaneFixture sluice = new LaneFixture("place1"); ChangeTopic orders = sluice.topic(1)) {
            orders.insert(1, "a").commit();
            sluice.start().awaitRows(1);
            sluice.stop();
            long watermark = sluice.watermark(0);
            orders.insert(2, "b").insert(3, "c").commit();
            orders.forget(0, watermark + 2);
            sluice.start().awaitState("stopped");
            assertReason(sluice, "goes from offset " + (watermark + 2), "the next one to apply is " + watermark);
            assertEquals(1, sluice.rows());
        }
    }

    @Test
    void aWatermarkBehindTheEndOfTheLogStopsTheLane() throws Exception {
        try (LaneFixture sluice = new LaneFixture("place2"); ChangeTopic orders = sluice.topic(1)) {
            orders.insert(1, "a").commit();
            sluice.start().awaitRows(1);
            sluice.stop();
            sluice.login().execute("UPDATE SLUICE_WATERMARK SET NEXT_OFFSET = 1000");
            sluice.start().awaitState("stopped");
            assertReason(sluice, "the next one to apply is 1000", "Begin anew with a snapshot");
        }
    }

    /** The offsets of the new topic look right, and mean other changes. */
    @Test
    void aTopicThatWasMadeAnewStopsTheLane() {
        try (LaneFixture sluice = new LaneFixture("place3"); ChangeTopic orders = sluice.topic(1)) {
            orders.insert(1, "a").commit();
            sluice.start().awaitRows(1);
            sluice.stop();
            orders.makeAnew();
            orders.insert(2, "b").insert(3, "c").insert(4, "d").commit();
            sluice.start().awaitState("stopped");
            assertReason(sluice, "was made anew", "Restore the topic, or begin anew");
            assertEquals(1, sluice.rows());
        }
    }

    /** The same while the lane runs. */
    @Test
    void aTopicThatIsMadeAnewUnderARunningLaneStopsIt() {
        try (LaneFixture sluice = new LaneFixture("place4"); ChangeTopic orders = sluice.topic(1)) {
            orders.insert(1, "a").commit();
            sluice.start().awaitRows(1);
            sluice.awaitState("idle");
            orders.makeAnew();
            orders.insert(2, "b").insert(3, "c").insert(4, "d").insert(5, "e").commit();
            sluice.awaitState("stopped");
            assertReason(sluice, "was made anew");
            assertEquals(1, sluice.rows());
        }
    }

    private static void assertReason(LaneFixture sluice, String... parts) {
        for (String part : parts) {
            assertTrue(sluice.lane().reason().contains(part), sluice.lane().reason());
        }
    }
}
