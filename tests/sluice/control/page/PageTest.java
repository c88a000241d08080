package sluice.control.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.control.Status;
import sluice.control.CaptureStatus;

/** What the page's server hands out, to whom, and what it never does. */
class PageTest {

    private static final String STATUS = "[{\"type\":\"read\",\"mbean\":\"sluice:type=Status\",\"attribute\":\"Line\"}]";
    private static final String BEARER = "Authorization: Bearer secret-of-the-page\r\n";

    private static ServedPage page;

    @BeforeAll
    static void start() throws Exception {
        page = new ServedPage(Map.of("page.password", "secret-of-the-page", "page.names", "sluice.example"))
                .with("Status", new Status(() -> new CaptureStatus("streaming", "", 1, 1, 1, 0), List::of));
    }

    @AfterAll
    static void stop() throws Exception {
        page.close();
    }

    @Test
    void thePageAndItsFilesAreServed() throws Exception {
        assertTrue(get("/").contains("<title>Sluice</title>"));
        assertTrue(get("/page.js").startsWith("HTTP/1.1 200 OK"));
        assertTrue(get("/uPlot.esm.js").contains("text/javascript"));
        assertTrue(get("/").contains("Content-Security-Policy: default-src 'self'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Page.class", "/../Page.class", "/application.properties", "/%2e%2e/application.properties", "/logback.xml", "/jolokia-access.xml", "/etc/passwd"})
    void nothingElseIsServed(String path) throws Exception {
        assertTrue(get(path).startsWith("HTTP/1.1 404"), path);
    }

    @Test
    void theStatusIsToldToWhoKnowsThePassword() throws Exception {
        assertTrue(value(post(BEARER, STATUS)).startsWith("Copied: "));
        String basic = Base64.getEncoder().encodeToString("anybody:secret-of-the-page".getBytes(StandardCharsets.UTF_8));
        assertTrue(value(post("Authorization: Basic " + basic + "\r\n", STATUS)).startsWith("Copied: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Authorization: Bearer secret-of-the-pag\r\n", "Authorization: Bearer \r\n", "Authorization: Basic !!\r\n", "Authorization: Digest x\r\n"})
    void nobodyElseIsTold(String header) throws Exception {
        String answer = post(header, STATUS);
        assertTrue(answer.startsWith("HTTP/1.1 401"), answer);
        assertTrue(!answer.contains("Copied"), answer);
    }

    @Test
    void anotherPageIsTurnedAway() throws Exception {
        assertTrue(post(BEARER + "Origin: http://evil.example\r\n", STATUS).startsWith("HTTP/1.1 403"));
        assertTrue(post(BEARER + "Origin: null\r\n", STATUS).startsWith("HTTP/1.1 403"));
        assertTrue(post(BEARER + "Origin: http://127.0.0.1:" + page.port() + "\r\n", STATUS).startsWith("HTTP/1.1 200"));
    }

    @Test
    void aForeignNameIsTurnedAway() throws Exception {
        assertTrue(send("GET / HTTP/1.1\r\nHost: evil.example\r\n").startsWith("HTTP/1.1 403"));
        assertTrue(send("GET / HTTP/1.1\r\nHost: Sluice.Example\r\n").startsWith("HTTP/1.1 200"));
    }

    /** A picture of a foreign page would be asked for by GET, without an origin. */
    @Test
    void nothingIsCommandedByGet() throws Exception {
        assertTrue(send("GET /jolokia/read/sluice:type=Status/Line HTTP/1.1\r\nHost: 127.0.0.1\r\n" + BEARER).startsWith("HTTP/1.1 404"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"SystemProperties\"}",
        "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"InputArguments\"}",
        "{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=DiagnosticCommand\",\"operation\":\"vmSystemProperties\"}",
        "{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=HotSpotDiagnostic\",\"operation\":\"dumpHeap\",\"arguments\":[\"never.hprof\",true]}",
        "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=sluice,type=context,name=\\\"sluice\\\"\",\"operation\":\"stop()\"}",
        "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\",\"value\":true}"})
    void whatIsNotAllowedIsRefused(String request) throws Exception {
        JsonNode answer = new ObjectMapper().readTree(body(post(BEARER, "[" + request + "]"))).get(0);
        assertTrue(answer.path("status").asInt() >= 400, answer::toString);
        assertTrue(answer.path("value").isMissingNode(), answer::toString);
    }

    private static String value(String answer) throws IOException {
        return new ObjectMapper().readTree(body(answer)).path(0).path("value").asText();
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static String get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + page.port() + "\r\n");
    }

    private static String post(String headers, String body) throws IOException {
        return send("POST /jolokia HTTP/1.1\r\nHost: 127.0.0.1:" + page.port() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n" + headers, body);
    }

    /** As it is, since Java's own client keeps from headers that browsers send. */
    private static String send(String head, String... body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", page.port()); OutputStream out = socket.getOutputStream(); InputStream in = socket.getInputStream()) {
            out.write((head + "Connection: close\r\n\r\n" + String.join("", body)).getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
