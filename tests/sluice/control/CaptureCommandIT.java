package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sluice.sandbox.Comparison;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.SharedServers;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.TableVerdict;

/**
 * A target that was loaded by other means is followed from the dump's place on: nothing that the dump has is captured, nothing
 * that was committed after it is missing (P1), also of the transaction that was open while it was made.
 */
class CaptureCommandIT {

    private static final MySqlServer MYSQL = SharedServers.mysql();
    private static final Login APP = MYSQL.app();

    @TempDir
    private static Path directory;


    private String database;
    private Login target;
    private Path settings;
    private String file;
    private long position;
    private String gtids;
    private String moment;

    @Test
    void everyWayToNameThePlaceFindsTheSame() throws Exception {
        dumped("startfind");
        String place = "Capture begins at " + file + ":" + position + " behind the GTIDs " + gtids;
        for (List<String> option : List.of(List.of("--binlog", file + ":" + position), List.of("--time", moment),
                List.of("--gtid", gtids))) {
            Answer found = startAt(option.get(0), option.get(1), "--dry-run");
            assertEquals(0, found.exitCode(), found::output);
            assertTrue(found.output().contains(place), () -> place + "\n" + found.output());
        }

        refused(3, "does not lie between two transactions", "--binlog", file + ":" + (position + 1));
        refused(3, "has no binlog 'binlog.999999' (any more)", "--binlog", "binlog.999999:4");
        refused(3, "never had some transactions of the set", "--gtid", "3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5");
        refused(3, "does not reach back to 2001-01-01", "--time", "2001-01-01 00:00:00 UTC");
        refused(3, "is yet to come", "--time", "2999-01-01 00:00:00 UTC");
        refused(2, "with the zone", "--time", "2025-10-20 04:00:00");
        Files.writeString(settings, Files.readString(settings).replace("no_data", "initial"));
        refused(2, "snapshot.mode is initial", "--binlog", file + ":" + position);
        Files.writeString(settings, Files.readString(settings).replace("=initial", "=no_data"));

        APP.execute("ALTER TABLE startfind.t ADD more INT", "ALTER TABLE startfind.t DROP more");
        refused(3, "ALTER TABLE startfind.t ADD more INT", "--binlog", file + ":" + position);
        Answer accepted = startAt("--binlog", file + ":" + position, "--dry-run", "--accept-ddl");
        assertEquals(0, accepted.exitCode(), accepted::output);
    }

    /** Behind the restart: without the GTIDs before the place, Debezium would ask for all that the binlog has. */
    @Test
    void whatWasCommittedAfterTheDumpArrivesAndNothingElse() throws Exception {
        dumped("startat");
        Answer recorded = startAt("--binlog", file + ":" + position);
        assertEquals(0, recorded.exitCode(), recorded::output);
        SluiceProcess sluice = new SluiceProcess(directory.resolve(database), settings, "-XX:TieredStopAtLevel=1");
        try {
            sluice.start();
            awaitEqual();
            awaitCaptured(sluice, 5);
            sluice.stop();
            APP.execute("INSERT INTO startat.t VALUES (200, 'after the restart')");
            sluice.start();
            awaitEqual();
            awaitCaptured(sluice, 1);
            refused(3, "capture has begun already", "--binlog", file + ":" + position);
        } finally {
            sluice.kill();
        }
    }

    /** From the dump's place to the one where the first binlog ended: two of the five changes lie between. */
    @Test
    void captureEndsAtAPlace() throws Exception {
        dumped("startstop");
        assertEquals(0, startAt("--binlog", file + ":" + position).exitCode());
        String next = String.format("%s%06d", file.substring(0, file.length() - 6), Integer.parseInt(file.substring(file.length() - 6)) + 1);
        SluiceProcess sluice = new SluiceProcess(directory.resolve(database), settings, "-XX:TieredStopAtLevel=1",
                "-Dcapture.stop.at=" + next + ":4");
        try {
            sluice.start();
            Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> sluice.outputContains("capture.stop.at=" + next + ":4 is reached"));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sluice.status().number("Applied") == 2);
            assertEquals("4", target.value("SELECT COUNT(*) FROM STARTSTOP.T"), "neither the delete nor the insert behind it");
            assertEquals("open while it was dumped", target.value("SELECT V FROM STARTSTOP.T WHERE ID = 4"));
            assertEquals("changed", target.value("SELECT V FROM STARTSTOP.T WHERE ID = 2"));
        } finally {
            sluice.kill();
        }
    }

    /** A source whose dump is in the target, and which went on: one transaction was open meanwhile, and a binlog has ended since. */
    private void dumped(String name) throws Exception {
        database = name;
        target = SharedServers.database(name);
        settings = Files.writeString(directory.resolve(name + ".properties"), SluiceProcess.settings(MYSQL, SharedServers.kafka(), target,
                name, name) + "snapshot.mode=no_data\n");
        APP.execute("DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name, "FLUSH BINARY LOGS",
                "CREATE TABLE " + name + ".t (id INT PRIMARY KEY, v VARCHAR(50))",
                "INSERT INTO " + name + ".t VALUES (1, 'one'), (2, 'two'), (3, 'three'), (4, 'four')");
        // a file tells only the second in which it was begun, and the server's first one may have been begun in this second
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> startAt("--time", now(), "--dry-run").exitCode() == 0);
        try (Connection open = APP.connect(); Statement writer = open.createStatement()) {
            open.setAutoCommit(false);
            writer.execute("UPDATE " + name + ".t SET v = 'open while it was dumped' WHERE id = 4");
            dump();
            open.commit();
        }
        APP.execute("UPDATE " + name + ".t SET v = 'changed' WHERE id = 2", "FLUSH BINARY LOGS",
                "DELETE FROM " + name + ".t WHERE id = 3", "INSERT INTO " + name + ".t VALUES (5, 'five')",
                "UPDATE " + name + ".t SET v = 'changed again' WHERE id = 2");
    }

    private void dump() throws SQLException {
        String schema = database.toUpperCase();
        target.execute("CREATE SCHEMA " + schema, "CREATE TABLE " + schema + ".T (ID NUMBER(10) PRIMARY KEY, V VARCHAR2(50 CHAR))");
        for (String row : APP.texts("SELECT CONCAT(id, ', ''', v, '''') FROM " + database + ".t")) {
            target.execute("INSERT INTO " + schema + ".T VALUES (" + row + ")");
        }
        try (Connection connection = APP.connect(); Statement query = connection.createStatement();
                ResultSet place = query.executeQuery(MYSQL.version().equals("8.0") ? "SHOW MASTER STATUS" : "SHOW BINARY LOG STATUS")) {
            place.next();
            file = place.getString("File");
            position = place.getLong("Position");
            gtids = place.getString("Executed_Gtid_Set").replace("\n", "");
        }
        moment = now();
    }

    /** In Korea, as an operator there would write it; the session is in UTC. */
    private static String now() throws SQLException {
        return APP.value("SELECT DATE_ADD(NOW(6), INTERVAL 9 HOUR)") + " Asia/Seoul";
    }

    private record Answer(int exitCode, String output) {
    }

    private Answer startAt(String... options) {
        List<String> arguments = new ArrayList<>(List.of("capture", "start-at", "--config", settings.toString()));
        arguments.addAll(List.of(options));
        StringWriter output = new StringWriter();
        CommandLine line = Sluice.commandLine().setOut(new PrintWriter(output, true)).setErr(new PrintWriter(output, true));
        return new Answer(line.execute(arguments.toArray(String[]::new)), output.toString());
    }

    private void refused(int exitCode, String reason, String... options) {
        Answer refused = startAt(options);
        assertTrue(refused.output().contains(reason), () -> reason + "\n" + refused.output());
        assertEquals(exitCode, refused.exitCode(), refused::output);
    }

    /** The status is a second old; more than what was committed since would have been captured before it. */
    private static void awaitCaptured(SluiceProcess sluice, long changes) {
        long line = sluice.statusLines();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sluice.statusLines() > line);
        assertEquals(changes, sluice.status().number("Captured"), () -> sluice.log().toString());
    }

    private void awaitEqual() {
        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            List<TableVerdict> verdicts = new Comparison(APP, target).compare(database);
            assertTrue(!verdicts.isEmpty() && verdicts.stream().allMatch(TableVerdict::isEqual), verdicts::toString);
        });
    }
}
