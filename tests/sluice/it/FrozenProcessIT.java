package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.Login;
import sluice.sandbox.SluiceProcess;

/** A process that sleeps past its Kafka session and wakes up with work in its hands does no harm: its late write is refused. */
@Tag("crash")
class FrozenProcessIT {
    private static final TestBed BED = TestBed.of(FrozenProcessIT.class);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final String FENCED = "another process applies it";
    private static final String FENCED_BARRIER = "is carried out by another process now";
    private static final String POLLED = "holds a batch";
    private static final String WRITING = "is in a transaction";
    private static final String CLAIMED = "holds a claim";
    private static final String HELD_UP = "waits: Timeout trying to lock table \"SLUICE_WATERMARK\"";

    @BeforeAll
    static void printSeed() {
        System.out.println("FrozenProcessIT: -Dseed=" + SEED);
    }

    /**
     * P2: frozen with a batch in its hands, a process is overtaken by the one that took its partitions over; without the
     * compare-and-set it would then write old rows over newer ones. Frozen inside the transaction it keeps its locks: the other
     * one has to wait, and to go on by itself after the thaw.
     */
    @Test
    @Timeout(600)
    void lateWriteIsFencedOff() throws Exception {
        try (Migration migration = BED.migration("frozen", SEED, 200)) {
            SluiceProcess other = migration.sluice("other");
            SluiceProcess frozen = migration.sluice("frozen", "-Dcapture.enabled=false", "-Dapply.consumers=1", new DelayedRoutes(
                    migration.directory().resolve("routes"))
                    .before("apply.camel.yaml", List.of("- to:", "uri: direct:write-changes"), POLLED, 1_000)
                    .behind("apply.camel.yaml", List.of("- bean:", "ref: watermarks", "method: move(${exchangeProperty.batch})"),
                            WRITING, 1_000).option());
            migration.startLoad();
            other.start();
            migration.awaitFollowing(other);
            frozen.start();
            for (String place : List.of(POLLED, WRITING)) {
                freeze(migration, frozen, place);
                String took = place.equals(POLLED) ? overtaken(migration, other) : heldUp(migration, other);
                int fences = count(frozen, FENCED) + count(other, FENCED);
                frozen.thaw();
                migration.await(place.equals(POLLED) ? frozen : other, "the late one is fenced off",
                        () -> count(frozen, FENCED) + count(other, FENCED) > fences || place.equals(WRITING));
                System.out.println("FrozenProcessIT: frozen while it " + place + "; " + took + "; fences seen: "
                        + (count(frozen, FENCED) + count(other, FENCED) - fences));
            }
            System.out.println("FrozenProcessIT: " + migration.awaitEqual());
            System.out.println("FrozenProcessIT: fences seen in all: frozen " + count(frozen, FENCED) + ", other " + count(other, FENCED));
        }
    }

    private static void freeze(Migration migration, SluiceProcess process, String place) {
        int before = count(process, place);
        migration.await(process, "it " + place, () -> count(process, place) > before);
        process.freeze();
    }

    /** Nobody holds locks: the other one takes all partitions and moves every watermark. */
    private static String overtaken(Migration migration, SluiceProcess other) throws SQLException {
        Map<String, Long> before = watermarks(migration.target());
        migration.await(other, "all partitions are taken over and go on", () -> watermarks(migration.target()).entrySet().stream()
                .allMatch(mark -> mark.getValue() > before.getOrDefault(mark.getKey(), 0L)));
        return "all " + before.size() + " partitions went on without it";
    }

    /** The frozen one holds locks: the other one, which has its partitions now, waits for them and says so. */
    private static String heldUp(Migration migration, SluiceProcess other) {
        int before = count(other, HELD_UP);
        migration.await(other, "the other one says that it waits", () -> count(other, HELD_UP) > before);
        return "the other one waited for its locks";
    }

    private static Map<String, Long> watermarks(Login target) throws SQLException {
        Map<String, Long> marks = new HashMap<>();
        try (Connection connection = target.connect(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT TOPIC, PARTITION_NO, NEXT_OFFSET FROM SLUICE_WATERMARK")) {
            while (rows.next()) {
                marks.put(rows.getString(1) + "-" + rows.getInt(2), rows.getLong(3));
            }
        }
        return marks;
    }

    private static int count(SluiceProcess process, String text) {
        return (int) process.output().lines().filter(line -> line.contains(text)).count();
    }

    /**
     * P1: frozen between the claim of a truncate and its DELETE, a process wakes up when the table has been emptied by another
     * one and filled anew. If the claim were not locked again in the transaction of the DELETE, the new rows would be gone.
     */
    @Test
    @Timeout(480)
    void claimOfABarrierIsFencedOff() throws Exception {
        try (Migration migration = BED.migration("claims", SEED, 200)) {
            SluiceProcess other = migration.sluice("other", "-Dbarrier.poll.ms=4000");
            SluiceProcess frozen = frozenAtAClaim(migration);
            migration.startLoad();
            other.start();
            migration.awaitFollowing(other);
            migration.workload().allowTruncate(false);
            frozen.start();
            migration.await(frozen, "the process has got its share", line -> line.number("Applied") > 0);
            migration.workload().stop(); // else it might be frozen in a transaction too, whose locks the other would wait for
            migration.await(frozen, "nothing is left to apply", line -> line.number("Backlog") == 0);
            migration.await(other, "nothing is left to apply", line -> line.number("Backlog") == 0);
            Login app = BED.mysql().app();
            truncateUntilItClaims(migration, frozen, app);
            frozen.freeze();
            app.execute("INSERT INTO ordersdb.carts (id, items) SELECT 8000000000 + id, 1 FROM ordersdb.orders LIMIT 100");
            migration.await(other, "the rows behind the truncate are there", () -> newRows(migration) == 100);
            migration.assertBarriersDone();
            frozen.thaw();
            migration.await(frozen, "the late claim is fenced off", () -> count(frozen, FENCED_BARRIER) > 0);
            assertEquals(100, newRows(migration));
            System.out.println("FrozenProcessIT: " + migration.awaitEqual());
            assertTrue(migration.assertBarriersDone() > 4);
        }
    }

    /** The other process looks for barriers once in four seconds only, but it may be the one that looks first: then the next truncate counts. */
    private static void truncateUntilItClaims(Migration migration, SluiceProcess frozen, Login app) throws SQLException {
        int before = count(frozen, CLAIMED);
        while (count(frozen, CLAIMED) == before) {
            long done = doneBarriers(migration);
            app.execute("TRUNCATE TABLE ordersdb.carts");
            migration.await(frozen, "it " + CLAIMED + ", or the other one was first",
                    () -> count(frozen, CLAIMED) > before || doneBarriers(migration) > done);
        }
    }

    private static long doneBarriers(Migration migration) throws SQLException {
        return migration.target().number("SELECT COUNT(*) FROM SLUICE_BARRIER WHERE STATE = 'done'");
    }

    private static SluiceProcess frozenAtAClaim(Migration migration) throws IOException {
        String routes = new DelayedRoutes(migration.directory().resolve("routes")).before("barriers.camel.yaml",
                List.of("- to:", "uri: direct:empty-table"), CLAIMED, 3_000).option();
        return migration.sluice("frozen", "-Dcapture.enabled=false", routes);
    }

    private static long newRows(Migration migration) throws SQLException {
        return migration.target().number("SELECT COUNT(*) FROM ORDERSDB.CARTS WHERE ID > 8000000000 AND ID < 9000000000");
    }
}
