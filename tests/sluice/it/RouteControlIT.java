package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.Project;
import sluice.sandbox.SluiceProcess;

/** An operator's commands act on the running process while data flows, and tell the truth about it. */
@Tag("oracle")
class RouteControlIT {
    private static final String JMX_PASSWORD = "from-elsewhere-5";
    private static final TestBed BED = TestBed.of(RouteControlIT.class);
    /**
     * P1 and P2: a lane that is stopped, suspended or resumed amid a batch and goes on elsewhere than at its watermark, or a
     * capture that goes on elsewhere than behind the last committed batch, loses or doubles changes.
     */
    @Test
    @Timeout(300)
    void routesAreStoppedAndStartedWhileDataFlows() throws Exception {
        try (Migration migration = BED.migration("control", 7, 200)) {
            int port = Project.freePort();
            SluiceProcess sluice = migration.sluice("sluice", remote(migration.directory(), port));
            migration.startLoad();
            sluice.start();
            migration.awaitFollowing(sluice);
            migration.await(sluice, "changes are applied", line -> line.number("Applied") > 0);
            fromElsewhere("127.0.0.1:" + port);
            hold(migration, sluice, "stop", "Stopped", "stopped, all: by the operator");
            letGo(migration, sluice, "start");
            hold(migration, sluice, "suspend", "Suspended", "suspended, all: by the operator");
            letGo(migration, sluice, "resume");
            interruptCapture(migration, sluice);
            System.out.println("RouteControlIT: " + migration.awaitEqual());
            migration.assertBarriersDone();
            watchedUntilItEnds(migration, sluice);
        }
    }

    private static void watchedUntilItEnds(Migration migration, SluiceProcess sluice) throws Exception {
        Path output = migration.directory().resolve("watch.out");
        Process watch = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar",
                Project.home().resolve("target/sluice.jar").toString(), "status", "--watch", "--pid", Long.toString(sluice.pid()))
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            migration.await(sluice, "it is shown again, over what is there", () -> Files.readString(output).split("\u001b\\[HCopied: ").length > 2);
            sluice.kill();
            assertTrue(watch.waitFor(20, TimeUnit.SECONDS), "it ends with what it watches");
            assertEquals(4, watch.exitValue(), () -> "exit code");
            assertTrue(Files.readString(output).endsWith("has ended, or cannot be reached any more\n"));
        } finally {
            watch.destroyForcibly();
        }
    }

    /** The JVM's own JMX server, with a password; TLS is the JVM's matter. */
    private static String[] remote(Path directory, int port) throws IOException {
        Path passwords = Files.createFile(directory.resolve("jmx.password"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwords, "operator " + JMX_PASSWORD + "\n");
        Path access = Files.writeString(directory.resolve("jmx.access"), "operator readwrite\n");
        return new String[] {"-Dcom.sun.management.jmxremote.port=" + port, "-Dcom.sun.management.jmxremote.rmi.port=" + port, "-Dcom.sun.management.jmxremote.ssl=false",
            "-Djava.rmi.server.hostname=127.0.0.1", "-Dcom.sun.management.jmxremote.password.file=" + passwords, "-Dcom.sun.management.jmxremote.access.file=" + access};
    }

    private static void fromElsewhere(String address) throws Exception {
        CommandLine routes = CommandLine.run(Map.of("SLUICE_JMX_PASSWORD", JMX_PASSWORD), "route", "list", "--json", "--address", address, "--jmx-user", "operator");
        assertEquals(0, routes.exitCode(), routes::output);
        assertEquals("Started", new ObjectMapper().readTree(routes.output()).path("apply-all").asText(), routes::output);
        CommandLine refused = CommandLine.run(Map.of("SLUICE_JMX_PASSWORD", "guessed-9"), "lanes", "--address", address, "--jmx-user", "operator");
        assertEquals(4, refused.exitCode(), refused::output);
        assertTrue(refused.output().startsWith("sluice: " + address + " cannot be reached by JMX: ") && !refused.output().contains("guessed-9"), refused::output);
    }

    private static void hold(Migration migration, SluiceProcess sluice, String command, String echoed, String state) throws Exception {
        route(sluice, command, "apply-all", echoed);
        migration.await(sluice, "the lane says that it is held", line -> line.field("State").orElse("").equals(state));
        long lines = sluice.statusLines(); // a poll that was under way when Camel suspended the route may have brought a last batch
        long applied = migration.await(sluice, "it says so once more", line -> sluice.statusLines() > lines).number("Applied");
        status(sluice, "State: " + state);
        long captured = sluice.status().number("Captured");
        migration.await(sluice, "changes are still captured", line -> line.number("Captured") > captured + 200);
        assertEquals(applied, sluice.status().number("Applied"), "a lane that is held applies nothing");
    }

    private static void letGo(Migration migration, SluiceProcess sluice, String command) throws Exception {
        long applied = sluice.status().number("Applied");
        route(sluice, command, "apply-all", "Started");
        migration.await(sluice, "the lane goes on", line -> line.number("Applied") > applied + 200);
    }

    private static void interruptCapture(Migration migration, SluiceProcess sluice) throws Exception {
        route(sluice, "stop", "capture", "Stopped");
        long captured = migration.await(sluice, "capture says that it is stopped",
                line -> line.field("State").orElse("").equals("stopped, capture: by the operator")).number("Captured");
        route(sluice, "start", "capture", "Started");
        migration.await(sluice, "changes are captured again", line -> line.number("Captured") > captured + 200);
    }

    private static void route(SluiceProcess sluice, String command, String route, String state) throws Exception {
        CommandLine line = CommandLine.run("route", command, route, "--pid", Long.toString(sluice.pid()));
        assertEquals(new CommandLine(0, route + ": " + state + "\n"), line);
    }

    /** The line, the table below it, and the same as JSON. */
    private static void status(SluiceProcess sluice, String state) throws Exception {
        CommandLine text = CommandLine.run("status", "--pid", Long.toString(sluice.pid()));
        assertEquals(0, text.exitCode(), text::output);
        assertTrue(text.output().matches("(?s)Copied: [^\\n]*" + state + "\\R\\Rlane +state +partitions .*\\(capture\\) .*\\Rall .*"),
                text::output);
        CommandLine lanes = CommandLine.run("lanes", "--pid", Long.toString(sluice.pid()));
        assertTrue(lanes.output().matches("(?s)lane +state +partitions .*changes a row .*\\Rall .*"), lanes::output);
        CommandLine json = CommandLine.run("status", "--json", "--pid", Long.toString(sluice.pid()));
        JsonNode status = new ObjectMapper().readTree(json.output());
        assertEquals("all", status.path("lanes").path(0).path("lane").asText(), json::output);
        assertTrue(status.path("line").asText().endsWith(state), json::output);
    }

    /** Attaching to a process that is no JVM would send it SIGQUIT, which ends it: a mistyped process id must not do that. */
    @Test
    void aProcessThatIsNoSluiceIsRefusedAndLeftAlone() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            CommandLine line = CommandLine.run("route", "stop", "capture", "--pid", Long.toString(bystander.pid()));
            assertEquals(4, line.exitCode(), line::output);
            assertTrue(line.output().startsWith("sluice: process ") && !line.output().contains("\tat "), line::output);
            assertTrue(bystander.isAlive());
        } finally {
            bystander.destroyForcibly();
        }
    }
}
