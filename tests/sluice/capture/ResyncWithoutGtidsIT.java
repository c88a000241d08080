package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.capture.CaptureFixture.within;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.capture.resync.ResyncNeeds;
import sluice.control.ResyncControl;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.Project;
import sluice.sandbox.SharedServers;
import sluice.schema.TableId;

/** A server without GTIDs: what has overtaken a row that is read once more is told by marks in a table of the source (P2). */
@Tag("crash")
class ResyncWithoutGtidsIT {

    private static final TableId MARKS = new TableId("sluice_marks", "marks");
    private static final int ROWS = 600;

    @TempDir
    private Path directory;
    private MySqlServer mysql;
    private CaptureFixture sluice;

    @AfterEach
    void stop() {
        if (sluice != null) {
            sluice.close();
        }
        mysql.close();
    }

    @Test
    void rowsAreReadBetweenMarksThatAreNoneOfTheMigration() throws Exception {
        mysql = new MySqlServer(directory.resolve("mysql"), MySqlServer.wantedVersion(), Project.freePort(),
                "--gtid-mode=OFF", "--enforce-gtid-consistency=OFF");
        mysql.start();
        mysql.app().execute("CREATE DATABASE marked", "CREATE TABLE marked.t (id BIGINT PRIMARY KEY)", "CREATE DATABASE sluice_marks",
                "CREATE TABLE sluice_marks.marks (id VARCHAR(64) PRIMARY KEY, type VARCHAR(64) NOT NULL, data VARCHAR(2048))",
                "INSERT INTO marked.t VALUES " + CaptureFixture.inserted(1, ROWS));
        sluice = new CaptureFixture("marked", 2, mysql);
        sluice.routes().set("resync.signal.table", MARKS.toString()).set("resync.chunk.rows", "25");
        sluice.start();
        within(60).until(mysql::isFollowed);
        mysql.app().execute("INSERT INTO marked.t VALUES (0)");
        sluice.awaitState("streaming");
        assertTrue(problem(null).contains("gtid_mode=OFF"));
        ResyncControl control = sluice.routes().camel().getRegistry().lookupByNameAndType("resyncControl", ResyncControl.class);
        String[] table = {"marked.t"};
        assertTrue(assertThrows(IllegalArgumentException.class, () -> control.resync(table, "")).getMessage().contains("cannot write three texts"));
        mysql.app().execute("GRANT INSERT ON sluice_marks.marks TO 'sluice'@'%'");
        assertNull(problem(MARKS));
        control.resync(table, "");
        Random random = new Random(1);
        within(60).until(() -> {
            int id = 1 + random.nextInt(ROWS);
            mysql.app().execute("DELETE FROM marked.t WHERE id = " + id, "REPLACE INTO marked.t VALUES (" + random.nextInt(2 * ROWS) + ")");
            return control.getTable().isEmpty();
        });
        Set<Long> rows = mysql.app().texts("SELECT id FROM marked.t").stream().map(Long::valueOf).collect(Collectors.toCollection(TreeSet::new));
        within(30).untilAsserted(() -> assertEquals(rows, rowsOfTheLog()));
        assertTrue(mysql.app().number("SELECT COUNT(*) FROM sluice_marks.marks") > 2L * ROWS / 25);
        try (Topics topics = new Topics(KafkaAccess.plain(SharedServers.kafka().brokers()), "marked", 2, 1)) {
            assertFalse(topics.exists(topics.changes(MARKS)), "marks are no changes");
        }
    }

    private String problem(TableId marks) throws SQLException {
        try (Connection connection = mysql.sluice().connect()) {
            return ResyncNeeds.problem(connection, marks);
        }
    }

    /** What a lane would have at the end: a barrier empties the table. */
    private Set<Long> rowsOfTheLog() {
        Set<Long> rows = new TreeSet<>();
        for (int partition = 0; partition < 2; partition++) {
            Set<Long> part = new TreeSet<>();
            for (ConsumerRecord<byte[], byte[]> record : sluice.log(partition)) {
                String[] change = CaptureFixture.text(record).split(" ");
                switch (change[0]) {
                    case "barrier" -> part.clear();
                    case "d" -> part.remove(Long.valueOf(change[1]));
                    default -> part.add(Long.valueOf(change[1]));
                }
            }
            rows.addAll(part);
        }
        return rows;
    }
}
