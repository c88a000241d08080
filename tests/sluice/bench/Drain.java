package sluice.bench;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import sluice.sandbox.Login;

/**
 * Drains of one backlog: the lane is stopped, the changes are captured, then the lane is started and timed until all are applied.
 * Then the target and the places are put back to where the backlog began, and the same process drains the same backlog again.
 */
final class Drain {
    private static final String GROUP = BenchServers.PREFIX + "-all";

    private final Migration migration;
    private final Login target;
    private final Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
    private long changes;

    Drain(Migration migration) {
        this.migration = migration;
        this.target = migration.servers().targetLogin();
    }

    /** Stops the lane where the copy ends, and lets a backlog of so many changes arise behind it. Returns how it was captured. */
    Figure prepare(int backlog, Filling filling) throws Exception {
        migration.jmx().route("stop", "apply-all");
        keep();
        changes = backlog;
        return filling.fill(migration, backlog);
    }

    private void keep() throws SQLException {
        target.execute("CREATE TABLE BENCH_WATERMARK AS SELECT * FROM SLUICE_WATERMARK", "CREATE TABLE BENCH_STRAND AS SELECT * FROM SLUICE_STRAND");
        for (String table : tables()) {
            target.execute("CREATE TABLE BENCHDB.\"BASE_" + table + "\" AS SELECT * FROM BENCHDB.\"" + table + "\"");
        }
        target.texts("SELECT TOPIC || ' ' || PARTITION_NO || ' ' || NEXT_OFFSET FROM BENCH_WATERMARK").forEach(row -> {
            String[] fields = row.split(" ");
            begin.put(new TopicPartition(fields[0], Integer.parseInt(fields[1])), new OffsetAndMetadata(Long.parseLong(fields[2])));
        });
    }

    private List<String> tables() throws SQLException {
        return target.texts("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'BENCHDB' AND TABLE_NAME NOT LIKE 'BASE_%'");
    }

    /** Puts target, watermarks and the group's offsets back to where the backlog begins. The lane has to be stopped. */
    void rewind() throws Exception {
        for (String table : tables()) {
            target.execute("TRUNCATE TABLE BENCHDB.\"" + table + "\"",
                    "INSERT INTO BENCHDB.\"" + table + "\" SELECT * FROM BENCHDB.\"BASE_" + table + "\"");
        }
        target.execute("DELETE FROM SLUICE_WATERMARK", "INSERT INTO SLUICE_WATERMARK SELECT * FROM BENCH_WATERMARK",
                "DELETE FROM SLUICE_STRAND", "INSERT INTO SLUICE_STRAND SELECT * FROM BENCH_STRAND");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", migration.servers().kafka().brokers()))) {
            admin.alterConsumerGroupOffsets(GROUP, begin).all().get();
        }
    }

    /** Where the backlog begins. */
    Map<TopicPartition, Long> begin() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        begin.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    /** One drain, timed from the first change that is applied. */
    Figure drain(String what) throws Exception {
        Jmx jmx = migration.jmx();
        long before = jmx.applied();
        Meter meter = migration.meter();
        jmx.route("start", "apply-all");
        long[] first = new long[1];
        Migration.await("all changes are applied", () -> {
            long applied = jmx.applied() - before;
            first[0] = first[0] == 0 && applied > 0 ? System.nanoTime() : first[0];
            return applied >= changes;
        });
        double seconds = meter.seconds();
        Figure figure = meter.read(what, changes, seconds).with("after_first_s", (System.nanoTime() - first[0]) / 1e9);
        jmx.route("stop", "apply-all");
        return figure;
    }
}
