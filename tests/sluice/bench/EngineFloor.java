package sluice.bench;

import io.debezium.connector.mysql.MySqlConnector;
import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.relational.history.MemorySchemaHistory;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;

/** How fast Debezium's engine reads a snapshot when nobody does anything with its rows. */
final class EngineFloor {
    private static final long LIMIT_MINUTES = 10;

    private EngineFloor() {
    }

    static Figure snapshot(MySqlServer mysql, int rows) throws Exception {
        AtomicLong seen = new AtomicLong();
        AtomicLong first = new AtomicLong();
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        OwnWork work = new OwnWork();
        DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine = DebeziumEngine.create(Connect.class).using(properties(mysql))
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
                    if (seen.addAndGet(events.stream().filter(event -> event.key() != null).count()) >= rows) {
                        done.countDown();
                    }
                }).build();
        work.start(engine::run);
        if (!done.await(LIMIT_MINUTES, TimeUnit.MINUTES) || failure.get() != null) {
            throw new IllegalStateException("The engine did not read the snapshot", failure.get());
        }
        double seconds = (System.nanoTime() - first.get()) / 1e9;
        engine.close();
        double whole = work.await();
        return Figure.of("Debezium's engine, no-op consumer", rows, seconds).with("with_start_and_stop_s", whole)
                .with("own_cpu_us_per_row", work.cpuSeconds() * 1e6 / rows);
    }

    /** As Sluice's capture is set up, where it says something about speed. */
    private static Properties properties(MySqlServer mysql) {
        Login login = mysql.sluice();
        Properties properties = new Properties();
        properties.setProperty("name", "floor");
        properties.setProperty("connector.class", MySqlConnector.class.getName());
        properties.setProperty("offset.storage", MemoryOffsetBackingStore.class.getName());
        properties.setProperty("schema.history.internal", MemorySchemaHistory.class.getName());
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
