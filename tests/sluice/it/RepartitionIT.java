package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.StatusLine;

/** A drained topic is given more partitions, step by step as the handbook says (docs/tuning.md). */
@Tag("crash")
class RepartitionIT {
    private static final TestBed BED = TestBed.of(RepartitionIT.class);

    /**
     * P3: with another number of partitions most keys go to another one. Nothing of them may be left in the old one then, and what the lanes
     * remember has to be told the number.
     */
    @Test
    @Timeout(400)
    void aDrainedTopicGetsMorePartitionsAndTheOrderOfItsKeysIsKept() throws Exception {
        try (Migration migration = BED.migration("wider", 31, 300)) {
            SluiceProcess sluice = migration.sluice("sluice");
            migration.startLoad();
            sluice.start();
            migration.awaitFollowing(sluice);
            migration.await(sluice, "changes are applied", line -> line.number("Applied") > line.number("Copied") + 500);
            drain(migration, sluice);
            sluice.stop();
            List<String> topics = migration.target().texts("SELECT DISTINCT TOPIC FROM SLUICE_WATERMARK");
            widen(topics, 6);
            migration.target().execute("UPDATE SLUICE_WATERMARK SET PARTITIONS = 6");

            SluiceProcess wider = migration.sluice("wider", "-Dapply.consumers=6", "-Dtopics.partitions=6", "-Dapply.concurrent.transactions=6",
                    "-Dtarget.connections=9");
            wider.start();
            migration.await(wider, "changes are applied", line -> line.number("Applied") > 2_000);
            long before = migration.workload().counts().truncates();
            migration.await(wider, "a table is truncated", () -> migration.workload().counts().truncates() > before);

            System.out.println("RepartitionIT: " + migration.awaitEqual());
            assertTrue(migration.target().number("SELECT COUNT(*) FROM SLUICE_WATERMARK WHERE PARTITION_NO >= 4 AND NEXT_OFFSET > 0") > 0, "they are used");
            assertEquals(0, migration.target().number("SELECT COUNT(*) FROM SLUICE_WATERMARK WHERE PARTITIONS <> 6"));
            migration.assertBarriersDone();
        }
    }

    /** The writes go on at the source: capture is stopped, and all that it has captured is applied. */
    private static void drain(Migration migration, SluiceProcess sluice) throws Exception {
        CommandLine stopped = CommandLine.run("route", "stop", "capture", "--pid", Long.toString(sluice.pid()));
        assertEquals(0, stopped.exitCode(), stopped::output);
        StatusLine[] last = new StatusLine[1];
        migration.await(sluice, "all is applied", line -> {
            boolean rests = last[0] != null && line.number("Backlog") == 0 && last[0].number("Applied") == line.number("Applied");
            last[0] = line;
            return rests;
        });
        migration.assertBarriersDone();
    }

    private static void widen(List<String> topics, int partitions) throws Exception {
        Map<String, NewPartitions> wanted = new HashMap<>();
        topics.forEach(topic -> wanted.put(topic, NewPartitions.increaseTo(partitions)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BED.kafka().brokers()))) {
            admin.createPartitions(wanted).all().get(20, TimeUnit.SECONDS);
        }
    }
}
