package sluice.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.load.Verdict.Level;

class ProbesTest {

    private static final Verdict SLOW = new Verdict(Level.SLOW, "slow");
    private static final Verdict STOP = new Verdict(Level.STOP, "stop");

    @TempDir
    Path directory;

    private static Verdict verdict(boolean failureStops, Probe... probes) {
        Probes all = new Probes(List.of(probes), failureStops);
        all.look();
        return all.get();
    }

    @Test
    void theStrictestHoldsAndOfEqualsTheFirst() {
        assertEquals(Verdict.GO, verdict(false));
        assertEquals(Verdict.GO, verdict(false, () -> Verdict.GO));
        assertEquals(SLOW, verdict(false, () -> Verdict.GO, () -> SLOW, () -> new Verdict(Level.SLOW, "later")));
        assertEquals(STOP, verdict(false, () -> SLOW, () -> STOP));
    }

    @Test
    void aProbeThatFailsIsLeftOutOrStopsAsTheSettingSays() {
        Probe failing = () -> {
            throw new java.sql.SQLException("ORA-00942: table or view does not exist");
        };
        assertEquals(SLOW, verdict(false, failing, () -> SLOW));
        assertEquals(new Verdict(Level.STOP, "a probe fails: ORA-00942: table or view does not exist"), verdict(true, failing, () -> SLOW));
    }

    @Test
    void aFlagFileStopsWhileItIsThereAndSaysWhy() throws Exception {
        Path flag = directory.resolve("stop");
        Probe probe = Probe.flagFile(flag);
        assertEquals(Verdict.GO, probe.ask());
        Files.writeString(flag, "month end\nsince 18:00\n");
        assertEquals(new Verdict(Level.STOP, "flag file " + flag + ": month end"), probe.ask());
        Files.writeString(flag, "");
        assertEquals("flag file " + flag, probe.ask().reason());
        Files.delete(flag);
        assertEquals(Verdict.GO, probe.ask());
    }

    @Test
    void aQueryIsComparedWithBothThresholds() throws Exception {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1");
        JdbcTemplate target = new JdbcTemplate(h2);
        target.execute("CREATE TABLE LOAD_NOW (V NUMBER(10,2))");
        Probe probe = Probe.query(h2, "SELECT V FROM LOAD_NOW", 8, 16);
        assertEquals(Verdict.GO, probe.ask(), "no row is no load");
        target.update("INSERT INTO LOAD_NOW VALUES (8)");
        assertEquals(Verdict.GO, probe.ask());
        target.update("UPDATE LOAD_NOW SET V = 8.25");
        assertEquals(new Verdict(Level.SLOW, "the target's probe is 8.25, above 8"), probe.ask());
        target.update("UPDATE LOAD_NOW SET V = 17");
        assertEquals(new Verdict(Level.STOP, "the target's probe is 17, above 16"), probe.ask());
        assertEquals(Verdict.GO, Probe.query(h2, "SELECT V FROM LOAD_NOW", Double.NaN, Double.NaN).ask());
    }

    /** Java's own timeout of a request ends with the answer's head. */
    private static void assertEndlessAnswersEnd() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> {
                try {
                    server.accept().getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
            assertEquals(new Verdict(Level.STOP, "a probe fails: " + url + " does not answer within 5 s"), verdict(true, Probe.url(url)));
        }
    }

    @Test
    void aUrlLetsThemGoWithTwoHundredAlone() throws Exception {
        AtomicInteger status = new AtomicInteger(200);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/may", exchange -> {
            byte[] text = "backup runs\nsecond line".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/may");
        try {
            Probe probe = Probe.url(url);
            assertEquals(Verdict.GO, probe.ask());
            status.set(503);
            assertEquals(new Verdict(Level.STOP, url + " answers 503"), probe.ask());
        } finally {
            server.stop(0);
        }
        assertEndlessAnswersEnd();
        Verdict away = verdict(true, Probe.url(url));
        assertEquals(Level.STOP, away.level());
        assertTrue(away.reason().startsWith("a probe fails: "), away::reason);
    }
}
