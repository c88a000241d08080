package sluice.bench;

import io.debezium.connector.mysql.MySqlConnector;
import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.storage.file.history.FileSchemaHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;

/**
 * How fast Debezium's engine reads when nobody does anything with what it reads. It keeps its place between two reads: the first
 * one reads the snapshot, or only the tables' structure, the next ones what the binlog holds since.
 */
final class EngineFloor {
    private static final String PREFIX = "floor";
    private static final long LIMIT_MINUTES = 10;

    private final MySqlServer mysql;
    private final Path directory;
    private final String snapshot;

    /**
     * @param directory for its place and what it knows of the tables
     * @param snapshot  Debezium's snapshot.mode
     */
    EngineFloor(MySqlServer mysql, Path directory, String snapshot) {
        this.mysql = mysql;
        this.directory = directory;
        this.snapshot = snapshot;
    }

    /** Reads so many changes; 0 for the structure of the tables alone, which ends with the engine's first heartbeat. */
    Figure read(int changes) throws Exception {
        Reading reading = new Reading(changes);
        OwnWork work = new OwnWork();
        DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine = DebeziumEngine.create(Connect.class).using(properties())
                .using(reading).notifying(reading).build();
        work.start(engine::run);
        double seconds = reading.await();
        engine.close();
        double whole = work.await();
        return Figure.of("Debezium's engine, no-op consumer", changes, seconds).with("with_start_and_stop_s", whole)
                .with("own_cpu_us_per_row", work.cpuSeconds() * 1e6 / Math.max(1, changes));
    }

    /**
     * Counts rows until there are as many as expected. The format Connect gives an event no key of its own and the whole record as its
     * value, so a row is told from a heartbeat by its topic.
     */
    private static final class Reading implements DebeziumEngine.ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>>,
            DebeziumEngine.CompletionCallback {
        private static final String ROWS = PREFIX + "." + OrdersLoad.DATABASE + ".";

        private final int expected;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile Throwable failure;
        private volatile long last;
        private long first;
        private volatile int rows; // written by the engine alone

        private Reading(int expected) {
            this.expected = expected;
        }

        @Override
        public void handleBatch(List<ChangeEvent<SourceRecord, SourceRecord>> events,
                                DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer) throws InterruptedException {
            for (ChangeEvent<SourceRecord, SourceRecord> event : events) {
                rows += event.destination().startsWith(ROWS) ? 1 : 0;
                committer.markProcessed(event);
            }
            first = first == 0 && rows > 0 ? System.nanoTime() : first;
            committer.markBatchFinished();
            if (rows >= expected && done.getCount() > 0) {
                last = System.nanoTime() - first;
                done.countDown();
            }
        }

        /** The engine has ended before it had read all: a failure, or a snapshot with fewer rows than expected. */
        @Override
        public void handle(boolean success, String message, Throwable error) {
            if (done.getCount() > 0) {
                failure = new IllegalStateException("Debezium's engine ended early: " + message, error);
                done.countDown();
            }
        }

        /** Returns the seconds from the first row to the last one. */
        double await() throws InterruptedException {
            if (!done.await(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("Debezium's engine read " + rows + " of " + expected + " rows in " + LIMIT_MINUTES + " minutes");
            }
            if (failure != null) {
                throw new IllegalStateException(failure.getMessage(), failure);
            }
            return last / 1e9;
        }
    }

    /** As Sluice's capture is set up, where it says something about speed. */
    private Properties properties() {
        Login login = mysql.sluice();
        Properties properties = new Properties();
        properties.setProperty("name", "floor");
        properties.setProperty("connector.class", MySqlConnector.class.getName());
        properties.setProperty("snapshot.mode", snapshot);
        properties.setProperty("offset.storage", FileOffsetBackingStore.class.getName());
        properties.setProperty("offset.storage.file.filename", directory.resolve("offsets").toString());
        properties.setProperty("offset.flush.interval.ms", "0");
        properties.setProperty("schema.history.internal", FileSchemaHistory.class.getName());
        properties.setProperty("schema.history.internal.file.filename", directory.resolve("history").toString());
        properties.setProperty("tombstones.on.delete", "false");
        properties.setProperty("topic.prefix", PREFIX);
        properties.setProperty("database.hostname", mysql.host());
        properties.setProperty("database.port", Integer.toString(mysql.port()));
        properties.setProperty("database.user", login.user());
        properties.setProperty("database.password", login.password());
        properties.setProperty("database.server.id", "990077");
        properties.setProperty("database.include.list", OrdersLoad.DATABASE);
        properties.setProperty("database.connectionTimeZone", "UTC");
        properties.setProperty("driver.allowPublicKeyRetrieval", "true");
        properties.setProperty("database.allowPublicKeyRetrieval", "true");
        properties.setProperty("include.schema.changes", "false");
        properties.setProperty("heartbeat.interval.ms", "1000");
        properties.setProperty("decimal.handling.mode", "string");
        properties.setProperty("max.batch.size", "4096");
        properties.setProperty("max.queue.size", "16384");
        properties.setProperty("poll.interval.ms", "20");
        return properties;
    }
}
