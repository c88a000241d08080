package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.Project;
import sluice.sandbox.SluiceProcess;

/** P7: the cut-over is refused until both sides are proven equal, and whatever fails, the source takes writes again. */
@Tag("crash")
@Tag("oracle")
class CutoverIT {

    private static final TestBed BED = TestBed.of(CutoverIT.class);
    private static final String PHASE = "SELECT PHASE FROM SLUICE_MIGRATION";

    @Test
    @Timeout(300)
    void theSourceIsFreedWhateverFailsAndSwitchedWhenAllIsEqual() throws Exception {
        try (Migration migration = BED.migration("cutover", 11, 100)) {
            Files.writeString(migration.settings(), """
                    cutover.source.user=sluice_freeze_doc
                    cutover.source.password=%s
                    cutover.lease.seconds=3
                    cutover.drain.seconds=5
                    """.formatted(DocumentedGrants.create("sluice_freeze", "ordersdb", BED.mysql().app())), StandardOpenOption.APPEND);
            SluiceProcess sluice = migration.sluice("sluice");
            BED.mysql().app().execute("CREATE TABLE ordersdb.tags (id BIGINT PRIMARY KEY, name VARCHAR(20) NOT NULL, parent BIGINT, UNIQUE KEY (name),"
                    + " CONSTRAINT of_parent FOREIGN KEY (parent) REFERENCES tags (id))", "INSERT INTO ordersdb.tags VALUES (1, 'a', NULL), (2, 'b', 1)");
            migration.startLoad();
            sluice.start();
            migration.awaitFollowing(sluice);
            migration.workload().allowTruncate(false); // it would take rows away that are looked for here
            refusedUntilVerified(migration);
            repaired(migration, sluice);
            killedInTheFreeze(migration, sluice);
            refusedWhileChangesDoNotArrive(migration, sluice);
            givenUpWhenTheDrainDoesNotEnd(migration, sluice);
            refusedWhereAChangedRowDiffers(migration);
            refusedWhereARowBreaksAConstraint(migration);
            givenUpWhereTheOperatorHasNotFrozen(migration);
            givenUpWithTheOperatorsFreezeLeftToHim(migration, sluice);
            rehearsed(migration);
            switched(migration, sluice);
        } finally {
            BED.mysql().app().execute("SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF", "DROP TABLE ordersdb.tags");
        }
    }

    private static CommandLine cutover(Migration migration, String... options) throws Exception {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "cutover";
        arguments[1] = "--config";
        arguments[2] = migration.settings().toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandLine.run(arguments);
    }

    private static boolean isFrozen() throws Exception {
        return BED.mysql().app().number("SELECT @@GLOBAL.super_read_only") == 1;
    }

    private static void refusedUntilVerified(Migration migration) throws Exception {
        awaitPhase(migration, "following");
        CommandLine refused = cutover(migration);
        assertEquals(6, refused.exitCode(), refused::output);
        assertTrue(refused.output().contains("every table was found equal: no, ordersdb.carts, ordersdb.orders, ordersdb.payments, ordersdb.tags, usersdb.user_profiles"
                + ": ./sluice verify has not found them equal yet"), refused::output);
        Path connect = migration.directory().resolve("connect.properties");
        Files.writeString(connect, Files.readString(migration.settings()) + "capture.enabled=false\n");
        CommandLine unknown = CommandLine.run("cutover", "--dry-run", "--config", connect.toString());
        assertEquals(6, unknown.exitCode(), unknown::output);
        assertTrue(unknown.output().contains("it is not known how far the source was read"), unknown::output);
        CommandLine verified = CommandLine.run("verify", "--config", migration.settings().toString());
        assertEquals(0, verified.exitCode(), verified::output);
    }

    /** A row that is lost, one that somebody has changed, and one that nobody has sent. */
    private static void repaired(Migration migration, SluiceProcess sluice) throws Exception {
        BED.mysql().app().execute("INSERT INTO ordersdb.carts (id, owner, items) VALUES (999999901, 'lost', 1), (999999902, 'changed', 1)");
        Awaitility.await("the rows arrive").atMost(Migration.LIMIT).until(() -> migration.target().number("SELECT COUNT(*) FROM " + migration.schema() + ".CARTS WHERE ID > 999999900") == 2);
        migration.target().execute("DELETE FROM " + migration.schema() + ".CARTS WHERE ID = 999999901", "UPDATE " + migration.schema() + ".CARTS SET OWNER = 'other' WHERE ID = 999999902",
                "INSERT INTO " + migration.schema() + ".CARTS (ID, OWNER, ITEMS) VALUES (999999903, 'extra', 1)");
        String[] repair = {"verify", "ordersdb.carts", "--repair", "--config", migration.settings().toString(), "--pid", Long.toString(sluice.pid())};
        CommandLine planned = CommandLine.run(Stream.concat(Stream.of(repair), Stream.of("--dry-run")).toArray(String[]::new));
        assertEquals(7, planned.exitCode(), planned::output);
        assertTrue(planned.output().contains("ordersdb.carts: 2 rows (1 missing, 1 different) would be read from the source again,"
                + " 1 that only the target has would be deleted"), planned::output);
        CommandLine done = CommandLine.run(Stream.concat(Stream.of(repair), Stream.of("--restart")).toArray(String[]::new));
        assertEquals(0, done.exitCode(), done::output);
        assertEquals(List.of("999999901 lost", "999999902 changed"), migration.target().texts(
                "SELECT ID || ' ' || OWNER FROM " + migration.schema() + ".CARTS WHERE ID > 999999900 ORDER BY ID"));
    }

    /** It has waited for the word, the lane is stopped, and it dies while it drains. */
    private static void killedInTheFreeze(Migration migration, SluiceProcess sluice) throws Exception {
        Path output = migration.directory().resolve("killed.out");
        Process leader = postponed(migration, output);
        try {
            lane(sluice, "stop");
            touch();
            say(leader, "go");
            Awaitility.await("the source is frozen").atMost(Migration.LIMIT).until(() -> isFrozen() && Files.readString(output).contains("Frozen"));
        } finally {
            leader.destroyForcibly().waitFor();
        }
        Awaitility.await("the source is freed").atMost(Duration.ofSeconds(15)).until(() -> !isFrozen());
        awaitPhase(migration, "following");
        assertTrue(migration.target().value("SELECT EVIDENCE FROM SLUICE_AUDIT WHERE STEP_NO = (SELECT MAX(STEP_NO) FROM SLUICE_AUDIT)")
                .contains("was not heard of for"));
    }

    /** The lane is stopped still. */
    private static void refusedWhileChangesDoNotArrive(Migration migration, SluiceProcess sluice) throws Exception {
        CommandLine refused = cutover(migration);
        assertEquals(6, refused.exitCode(), refused::output);
        assertTrue(refused.output().contains("changes arrive: no, "), refused::output);
        lane(sluice, "start");
        migration.await(sluice, "changes arrive again", line -> line.number("Backlog") < 100);
    }

    /** The lane is stopped between the checks and the freeze. */
    private static void givenUpWhenTheDrainDoesNotEnd(Migration migration, SluiceProcess sluice) throws Exception {
        Path output = migration.directory().resolve("given-up.out");
        Process leader = postponed(migration, output);
        lane(sluice, "stop");
        touch();
        say(leader, "go");
        assertEquals(1, leader.onExit().get(60, TimeUnit.SECONDS).exitValue(), () -> read(output));
        assertTrue(read(output).contains("The source takes writes again"), () -> read(output));
        assertTrue(!isFrozen());
        awaitPhase(migration, "following");
        lane(sluice, "start");
        migration.await(sluice, "changes arrive again", line -> line.number("Backlog") < 100);
    }

    /** A cut-over that has looked at everything, and waits for the word. */
    private static Process postponed(Migration migration, Path output, String... options) throws Exception {
        Process leader = new ProcessBuilder(Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar", Project.home().resolve("target/sluice.jar").toString(),
                "cutover", "--postpone", "--config", migration.settings().toString()), Stream.of(options)).toList()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        Awaitility.await("it is ready").atMost(Migration.LIMIT).until(() -> !leader.isAlive() || Files.readString(output).contains("Ready. 'go'"));
        assertTrue(leader.isAlive(), () -> read(output));
        return leader;
    }

    private static void say(Process leader, String... words) throws IOException {
        leader.getOutputStream().write((String.join("\n", words) + "\n").getBytes(StandardCharsets.UTF_8));
        leader.getOutputStream().flush();
    }

    /** The row has come behind the last verification; somebody else has been at it since. */
    private static void refusedWhereAChangedRowDiffers(Migration migration) throws Exception {
        BED.mysql().app().execute("INSERT INTO ordersdb.carts (id, owner, items) VALUES (999999999, 'nobody', 1)");
        Awaitility.await("the row arrives").atMost(Migration.LIMIT).until(() -> migration.target().number("SELECT COUNT(*) FROM " + migration.schema() + ".CARTS WHERE ID = 999999999") == 1);
        migration.target().execute("UPDATE " + migration.schema() + ".CARTS SET ITEMS = 2 WHERE ID = 999999999");
        CommandLine refused = cutover(migration);
        assertEquals(6, refused.exitCode(), refused::output);
        assertTrue(refused.output().contains("not equal: ordersdb.carts: 1 of the rows that have changed differ"), refused::output);
        assertTrue(!isFrozen());
        BED.mysql().app().execute("UPDATE ordersdb.carts SET items = 3 WHERE id = 999999999");
    }

    /** A child that the source took without its parent. */
    private static void refusedWhereARowBreaksAConstraint(Migration migration) throws Exception {
        BED.mysql().app().execute("SET foreign_key_checks = 0", "INSERT INTO ordersdb.tags VALUES (3, 'c', 77)", "SET foreign_key_checks = 1");
        Awaitility.await("the row arrives").atMost(Migration.LIMIT).until(() -> migration.target().number("SELECT COUNT(*) FROM " + migration.schema() + ".TAGS WHERE ID = 3") == 1);
        CommandLine refused = cutover(migration);
        assertEquals(6, refused.exitCode(), refused::output);
        assertTrue(refused.output().contains("the target would refuse foreign key " + migration.schema() + ".TAGS_OF_PARENT of TAGS, which these rows break: 3"), refused::output);
        BED.mysql().app().execute("UPDATE ordersdb.tags SET parent = 2 WHERE id = 3");
    }

    /** He says it, and the service writes on. */
    private static void givenUpWhereTheOperatorHasNotFrozen(Migration migration) throws Exception {
        Path output = migration.directory().resolve("not-frozen.out");
        Process leader = postponed(migration, output, "--freeze-by-operator");
        say(leader, "go", "frozen");
        while (leader.isAlive()) { // the workload may rest for seconds
            touch();
            leader.waitFor(50, TimeUnit.MILLISECONDS);
        }
        assertEquals(1, leader.exitValue(), () -> read(output));
        assertTrue(read(output).contains("the binlog goes on although the source is frozen"), () -> read(output));
        awaitPhase(migration, "following");
    }

    private static void givenUpWithTheOperatorsFreezeLeftToHim(Migration migration, SluiceProcess sluice) throws Exception {
        Path output = migration.directory().resolve("by-operator.out");
        Process leader = postponed(migration, output, "--freeze-by-operator");
        say(leader, "go");
        Awaitility.await("it asks for the freeze").atMost(Migration.LIMIT).until(() -> read(output).contains("End all writes to the source now."));
        lane(sluice, "stop");
        touch();
        BED.mysql().app().execute("SET GLOBAL super_read_only = ON");
        say(leader, "frozen");
        assertEquals(1, leader.onExit().get(60, TimeUnit.SECONDS).exitValue(), () -> read(output));
        assertTrue(read(output).contains("You have ended the writes to the source: let them go on"), () -> read(output));
        assertTrue(isFrozen());
        awaitPhase(migration, "following");
        BED.mysql().app().execute("SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF");
        lane(sluice, "start");
        migration.await(sluice, "changes arrive again", line -> line.number("Backlog") < 100);
    }

    private static void touch() throws Exception {
        BED.mysql().app().execute("UPDATE ordersdb.tags SET name = LEFT(UUID(), 18) WHERE id = 1");
    }

    private static void rehearsed(Migration migration) throws Exception {
        CommandLine rehearsed = cutover(migration, "--dry-run");
        assertEquals(0, rehearsed.exitCode(), rehearsed::output);
        assertTrue(rehearsed.output().contains("Would be done in the freeze"), rehearsed::output);
        assertTrue(!isFrozen());
    }

    private static void switched(Migration migration, SluiceProcess sluice) throws Exception {
        CommandLine cutover = cutover(migration, "--statistics");
        assertEquals(0, cutover.exitCode(), cutover::output);
        System.out.println("CutoverIT:\n" + cutover.output());
        assertTrue(cutover.output().matches("(?s).*Verified: \\d+ rows that have changed since they were equal: equal.*"), cutover::output);
        assertTrue(cutover.output().contains("statistics of 5 tables gathered"), cutover::output);
        assertTrue(isFrozen());
        assertEquals("switched", migration.target().value(PHASE));
        migration.assertEqualNow();
        migration.await(sluice, "the lanes have ended", line -> line.field("State").orElse("").startsWith("stopped"));
        List<String> steps = migration.target().texts("SELECT TO_PHASE FROM SLUICE_AUDIT ORDER BY STEP_NO");
        assertEquals(List.of("frozen", "drained", "verified", "switched"), steps.subList(steps.size() - 4, steps.size()));
        CommandLine again = cutover(migration);
        assertEquals(6, again.exitCode(), again::output);
        CommandLine run = CommandLine.run("run", "--config", migration.settings().toString());
        assertEquals(1, run.exitCode(), run::output);
        assertTrue(run.output().contains("the migration is switched since"), run::output);
    }

    private static void lane(SluiceProcess sluice, String verb) throws Exception {
        CommandLine line = CommandLine.run("route", verb, "apply-all", "--pid", Long.toString(sluice.pid()));
        assertEquals(0, line.exitCode(), line::output);
    }

    private static void awaitPhase(Migration migration, String phase) {
        Awaitility.await(phase).atMost(Migration.LIMIT).ignoreExceptions().until(() -> phase.equals(migration.target().value(PHASE)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
