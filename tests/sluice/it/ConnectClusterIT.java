package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.ConnectWorker;
import sluice.sandbox.OsProcess;
import sluice.sandbox.Servers;
import sluice.sandbox.SluiceProcess;

/** A Kafka Connect cluster fills the change topics by the printed configuration, and two Sluice processes apply them. */
@Tag("crash")
class ConnectClusterIT {
    private static final TestBed BED = TestBed.of(ConnectClusterIT.class);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "connected";

    @BeforeAll
    static void printSeed() {
        System.out.println("ConnectClusterIT: -Dseed=" + SEED);
    }

    /**
     * P1 and P2 without our capture: the worker that runs the connector and the process that applies are killed under load. Kafka gives the
     * only partitions of all topics to one of the processes, so one applies and the other one waits for its turn.
     */
    @Test
    @Timeout(300)
    void aWorkerAndAProcessAreKilledAndNothingIsLostOrDoubled() throws Exception {
        try (Migration migration = BED.migration(NAME, SEED, 300)) {
            Files.writeString(migration.settings(), "capture.enabled=false\ntopics.partitions=1\ncutover.source.user=sluice_freeze_doc\ncutover.source.password="
                    + DocumentedGrants.create("sluice_freeze", "ordersdb", BED.mysql().app()) + "\n", StandardOpenOption.APPEND);
            ConnectWorker one = new ConnectWorker(migration.directory().resolve("worker1"), BED.kafka(), NAME + "-cluster");
            ConnectWorker two = new ConnectWorker(migration.directory().resolve("worker2"), BED.kafka(), NAME + "-cluster");
            try {
                Servers.start(one, two);
                migrate(migration, one, two);
            } finally {
                List.of(one, two).forEach(OsProcess::kill);
                BED.mysql().app().execute("SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF");
            }
        }
    }

    private static void migrate(Migration migration, ConnectWorker one, ConnectWorker two) throws Exception {
        SluiceProcess first = migration.sluice("first");
        SluiceProcess second = migration.sluice("second");
        migration.startLoad();
        first.start();
        second.start();
        HttpResponse<String> made = one.post("/connectors", printed(migration));
        assertEquals(201, made.statusCode(), made::body);
        assertFalse(made.body().contains(BED.mysql().sluice().password()), "everybody may read a connector's configuration");
        migration.await(first, "the snapshot is in Kafka", () -> follows(one));
        migration.workload().allowTruncate(true);
        migration.await(first, "one of them applies", () -> applied(first) + applied(second) > 0);
        SluiceProcess applying = applied(first) > applied(second) ? first : second;
        SluiceProcess left = applying == first ? second : first;

        ConnectWorker busy = runsTheTask(one) ? one : two;
        ConnectWorker other = busy == one ? two : one;
        busy.kill();
        applying.kill();
        long begin = System.nanoTime();
        migration.await(left, "the other worker runs the task", () -> runsTheTask(other));
        System.out.printf("ConnectClusterIT: the task runs on the other worker after %.1f s%n", (System.nanoTime() - begin) / 1e9);
        long truncates = migration.workload().counts().truncates();
        double applied = applied(left);
        migration.await(left, "more is applied, and a table is truncated", line -> line.number("Applied") > applied + 500
                && migration.workload().counts().truncates() > truncates);
        System.out.println("ConnectClusterIT: " + migration.workload().counts());
        System.out.println("ConnectClusterIT: " + migration.awaitEqual());
        System.out.println("ConnectClusterIT: " + assertEachChangeOnce() + " changes stand in the topics once");
        switched(migration);
    }

    /** How far the cluster has read is known from its own offsets. */
    private static void switched(Migration migration) throws Exception {
        CommandLine verified = CommandLine.run("verify", "--config", migration.settings().toString());
        assertEquals(0, verified.exitCode(), verified::output);
        BED.mysql().app().execute("UPDATE ordersdb.carts SET items = items + 1");
        CommandLine cutover = CommandLine.run("cutover", "--config", migration.settings().toString());
        assertEquals(0, cutover.exitCode(), cutover::output);
        System.out.println("ConnectClusterIT:\n" + cutover.output());
        migration.assertEqualNow();
    }

    private static double applied(SluiceProcess process) {
        return process.status().isEmpty() ? 0 : process.status().number("Applied");
    }

    /** What an operator posts; the settings are themselves a file that the workers can read the password from. */
    private static String printed(Migration migration) throws IOException, InterruptedException {
        CommandLine printed = CommandLine.run("connect-config", "--config", migration.settings().toString(), "--name", NAME, "--converters",
                "--json", "--password", "${file:" + migration.settings() + ":source.password}");
        assertEquals(0, printed.exitCode(), printed::output);
        return printed.output();
    }

    /** Offsets are read by any worker; as long as the snapshot goes on, they say so. */
    private static boolean follows(ConnectWorker worker) throws Exception {
        JsonNode offsets = JSON.readTree(worker.get("/connectors/" + NAME + "/offsets").body()).path("offsets");
        return !offsets.isEmpty() && !offsets.path(0).path("offset").has("snapshot");
    }

    private static boolean runsTheTask(ConnectWorker worker) throws Exception {
        JsonNode task = JSON.readTree(worker.get("/connectors/" + NAME + "/status").body()).path("tasks").path(0);
        assertFalse(task.path("state").asText().equals("FAILED"), task::toString);
        return task.path("state").asText().equals("RUNNING") && task.path("worker_id").asText().equals(worker.id());
    }

    /**
     * What a worker wrote that was killed is aborted or recorded with its offset: the next one writes nothing a second time, but for a truncate that was the
     * last: Debezium's offset of a DDL statement is the place before it. Nothing of the table may stand between the two.
     */
    private static int assertEachChangeOnce() throws Exception {
        Set<String> seen = new HashSet<>();
        for (String table : List.of("ordersdb.carts", "ordersdb.orders", "ordersdb.payments", "usersdb.user_profiles")) {
            String last = "";
            for (ConsumerRecord<byte[], byte[]> record : TopicRecords.committed(BED.kafka().brokers(), NAME + "." + table)) {
                JsonNode change = JSON.readTree(record.value()).path("payload");
                JsonNode source = change.path("source");
                String operation = change.path("op").asText();
                String place = table + " " + source.path("file").asText() + ":" + source.path("pos").asText() + "[" + source.path("row").asText() + "] " + operation;
                boolean again = operation.equals("t") && place.equals(last);
                if (!operation.equals("r") && !again) { // a row of the snapshot has no place of its own
                    assertTrue(seen.add(place), change::toString);
                }
                last = place;
            }
        }
        assertTrue(seen.size() > 1_000, () -> "too few changes to tell: " + seen.size());
        return seen.size();
    }
}
