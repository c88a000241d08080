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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;

/**
 * How fast Debezium's engine reads when nobody does anything with what it reads. It keeps its place between two reads: the first
 * one reads the snapshot, or only the tables' structure, the next ones what the binlog holds since.
 */
final class EngineFloor {
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

    /** Reads so many changes; 0 for the structure of the tables alone. */
    Figure read(int changes) throws Exception {
        AtomicLong seen = new AtomicLong();
        AtomicLong first = new AtomicLong();
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        OwnWork work = new OwnWork();
        DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine = DebeziumEngine.create(Connect.class).using(properties())
                .using((success, message, error) -> {
                    failure.set(success ? null : error);
                    done.countDown();
                }).notifying((List<ChangeEvent<SourceRecord, SourceRecord>> events,
                              DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer) -> {
                    first.compareAndSet(0, System.nanoTime());
                    for (ChangeEvent<SourceRecord, SourceRecord> event : events) {
                        committer.markProcessed(event);
                    }
                    committer.markBatchFinished();
                    if (seen.addAndGet(events.stream().filter(event -> event.value().key() != null && event.value().value() != null).count()) >= changes) {
                        done.countDown();
                    }
                }).build();
        work.start(engine::run);
        if (!done.await(LIMIT_MINUTES, TimeUnit.MINUTES) || failure.get() != null) {
            throw new IllegalStateException("The engine did not read what there is", failure.get());
        }
        double seconds = (System.nanoTime() - first.get()) / 1e9;
        engine.close();
        double whole = work.await();
        return Figure.of("Debezium's engine, no-op consumer", changes, seconds).with("with_start_and_stop_s", whole)
                .with("own_cpu_us_per_row", work.cpuSeconds() * 1e6 / Math.max(1, changes));
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
        properties.setProperty("topic.prefix", "floor");
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
        properties.setProperty("decimal.handling.mode", "string");
        properties.setProperty("max.batch.size", "4096");
        properties.setProperty("max.queue.size", "16384");
        properties.setProperty("poll.interval.ms", "20");
        return properties;
    }
}
