package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachineDescriptor;
import com.sun.tools.attach.spi.AttachProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SluiceTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "assess", "schema", "demo", "status", "route", "route list", "route stop", "route start",
        "route suspend", "route resume", "changes", "changes list", "changes accept", "parked", "parked list", "parked show", "parked replay",
        "parked discard", "tune", "config", "config check"})
    void everyCommandExplainsItself(String command) {
        assertEquals(0, execute((command + " --help").strip().split(" ")), err.toString());

        assertTrue(out.toString().startsWith("Usage: " + ("sluice " + command).strip()), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void theHelpListsTheExitCodes() {
        execute("--help");

        for (String line : new String[] {"0  ok", "1  failed", "2  wrong usage or settings", "3  a server is",
            "4  no running Sluice", "5  the assessment found errors", "6  not now"}) {
            assertTrue(out.toString().contains(line), line);
        }
    }

    @Test
    void theVersionIsTold() {
        assertEquals(0, execute("--version"));

        assertTrue(out.toString().startsWith("Sluice "));
    }

    @Test
    void aMisspeltCommandIsAUsageErrorWithASuggestion() {
        assertEquals(2, execute("stats"));

        assertTrue(err.toString().startsWith("sluice: Unmatched argument"), err.toString());
        assertTrue(err.toString().contains("sluice status"), err.toString());
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        assertEquals(2, execute("run", "--confg", "x"));

        assertTrue(err.toString().contains("--config"), err.toString());
    }

    @Test
    void badSettingsEndInCodeTwoWithoutAStackTrace() throws IOException {
        assertEquals(2, execute("run", "--config", write("source.prot=1")));

        assertTrue(err.toString().startsWith("sluice: 2 problems with the settings:\n  - source.prot"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void routesThatAreNotThereAreNamedBeforeAnyServerIsAsked() throws IOException {
        assertEquals(2, execute("run", "--config", write(settings(1) + "routes.directory=no-such-directory\n")));

        assertTrue(err.toString().startsWith("sluice: no route files (*.camel.yaml) in "), err.toString());
    }

    @Test
    void serversThatAreAwayEndInCodeThreeWithALineForEach() throws IOException {
        Files.createFile(directory.resolve("x.camel.yaml"));

        assertEquals(3, execute("run", "--config",
                write(settings(closedPort()) + "routes.directory=" + directory + "\n")));

        assertEquals(3, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().lines().allMatch(line -> line.startsWith("sluice: cannot reach ")), err.toString());
    }

    @Test
    void anAssessmentOfAServerThatIsAwayEndsInCodeThree() throws IOException {
        assertEquals(3, execute("assess", "--config", write(settings(closedPort()))));

        assertTrue(err.toString().startsWith("sluice: cannot reach MySQL"), err.toString());
    }

    @Test
    void aNameOfNoFindingIsNoSetting() throws IOException {
        assertEquals(2, execute("config", "check", "--config", write(settings(1) + "assess.accept=GRANT!\n")));
        assertEquals(2, execute("assess", "--scan-seconds", "0", "--config", write(settings(1))));
        assertEquals(0, execute("config", "check", "--config", write(settings(1) + "assess.accept=grant, view:shop.*\n")));
    }

    @Test
    void tuneWantsNumbersAndServersThatAnswer() throws IOException {
        assertEquals(2, execute("tune", "--consumers", "0,1", "--config", write(settings(1))));
        assertTrue(err.toString().startsWith("sluice: --consumers is 0; give a number from 1 on"), err.toString());
        assertEquals(2, execute("tune", "--batch", "many", "--config", write(settings(1))));
        assertEquals(3, execute("tune", "--config", write(settings(closedPort()))));
        assertFalse(err.toString().contains("MySQL"), "the source is not asked");
    }

    @Test
    void theCheckedSettingsAreShownWithTheirOriginAndWithoutPasswords() throws IOException {
        assertEquals(0, execute("config", "check", "--config", write(settings(1234))), err.toString());

        assertTrue(out.toString().lines().anyMatch(
                line -> line.matches("source\\.port=1234 +# test\\.properties, line 2")), out.toString());
        assertTrue(out.toString().lines().anyMatch(line -> line.matches("source\\.ssl\\.mode=preferred +# default")));
        assertTrue(out.toString().contains("source.password=****"));
        assertFalse(out.toString().contains("s3cret"));
    }

    @Test
    void aProcessThatIsNotOursEndsInCodeFour() {
        assertEquals(4, execute("status", "--pid", "999999999"));

        assertTrue(err.toString().startsWith("sluice: process 999999999 cannot be reached"), err.toString());
    }

    @Test
    void aSettingOfTheCommandLineWins() throws IOException {
        try {
            assertEquals(0, execute("config", "check", "--config", write(settings(1234)), "-Dsource.port=77"));
        } finally {
            System.clearProperty("source.port");
        }

        assertTrue(out.toString().lines().anyMatch(line -> line.matches("source\\.port=77 +# -Dsource\\.port")),
                out.toString());
    }

    @ParameterizedTest
    @CsvSource({"target/sluice.jar, true", "sluice.jar run --config x, true", "/opt/s/sluice-0.1.0.jar, true",
        "sluice.control.Sluice run, true", "target/sluice.jar status, false", "sluice.control.Sluice route list, false",
        "other.jar run, false", "'', false", "sluice.demo.Demo, false"})
    void aRunningSluiceIsKnownByItsCommandLine(String commandLine, boolean runs) {
        AttachProvider provider = AttachProvider.providers().get(0);

        assertEquals(runs, RunningSluice.runs(new VirtualMachineDescriptor(provider, "0", commandLine)));
    }

    private int execute(String... arguments) {
        CommandLine line = Sluice.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String write(String text) throws IOException {
        return Files.writeString(directory.resolve("test.properties"), text).toString();
    }

    private static String settings(int port) {
        return """
            source.hostname=127.0.0.1
            source.port=%1$d
            source.user=reader
            source.password=s3cret
            source.databases=ordersdb
            kafka.brokers=127.0.0.1:%1$d
            target.url=jdbc:h2:tcp://127.0.0.1:%1$d/mem:x
            target.user=app
            target.password=s3cret
            """.formatted(port);
    }

    /** A port that was free a moment ago: nothing listens there. */
    static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
