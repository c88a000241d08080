package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Oracle's own driver says of a target that is away, without a server: each of these has to be waited for (P5). The driver
 * gives some of them an SQLState of data, and a lane that believed it would park what it cannot send.
 */
class OracleNetworkTest {

    private static final String HOST = "127.0.0.1";
    private static final int REFUSE = 4;

    /** What the other end does with a connection. */
    private interface Peer {
        void serve(Socket connection) throws IOException, InterruptedException;
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertWaitedFor(12541, connect(url(port)));
    }

    @Test
    void theHostHasNoAddress() {
        assertWaitedFor(17868, connect("jdbc:oracle:thin:@//no.such.host.invalid:1521/x"));
    }

    @Test
    void nobodyAnswers() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        assertWaitedFor(17002, against(connection -> end.await()));
        end.countDown();
    }

    @Test
    void theConnectionIsClosed() throws Exception {
        assertWaitedFor(17800, against(connection -> connection.getInputStream().read()));
    }

    @Test
    void theConnectionIsReset() throws Exception {
        assertWaitedFor(17002, against(connection -> {
            connection.getInputStream().read();
            connection.setSoLinger(true, 0);
        }));
    }

    @Test
    void somethingElseAnswers() throws Exception {
        assertWaitedFor(17904, against(connection -> {
            connection.getInputStream().read(new byte[500]);
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.getInputStream().readAllBytes();
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {12505, 12514, 12516, 12518, 12519, 12520, 12521, 12528})
    void theListenerRefuses(int code) throws Exception {
        assertWaitedFor(code, against(connection -> refuse(connection, code)));
    }

    /** A packet of the listener's protocol: length, checksum, type, flags, checksum; then two reasons and the text's length. */
    private static void refuse(Socket connection, int code) throws IOException {
        connection.getInputStream().read(new byte[500]);
        byte[] text = ("(DESCRIPTION=(ERR=" + code + ")(ERROR_STACK=(ERROR=(CODE=" + code + ")(EMFI=4))))").getBytes(StandardCharsets.US_ASCII);
        DataOutputStream out = new DataOutputStream(connection.getOutputStream());
        out.writeShort(12 + text.length);
        out.writeShort(0);
        out.writeByte(REFUSE);
        out.writeByte(0);
        out.writeShort(0);
        out.writeShort(0);
        out.writeShort(text.length);
        out.write(text);
        out.flush();
        connection.getInputStream().readAllBytes();
    }

    private static void assertWaitedFor(int code, SQLException failure) {
        assertEquals(code, failure.getErrorCode(), failure::getMessage);
        assertEquals(Fault.TRANSIENT, Fault.of(failure), () -> failure.getSQLState() + " " + failure.getMessage());
    }

    private static SQLException against(Peer peer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            Thread thread = new Thread(() -> {
                try (Socket connection = server.accept()) {
                    peer.serve(connection);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }, "listener");
            thread.setDaemon(true);
            thread.start();
            return connect(url(server.getLocalPort()));
        }
    }

    private static String url(int port) {
        return "jdbc:oracle:thin:@//" + HOST + ":" + port + "/x";
    }

    private static SQLException connect(String url) {
        Properties properties = new Properties();
        properties.setProperty("user", "nobody");
        properties.setProperty("password", "none");
        properties.setProperty("oracle.net.CONNECT_TIMEOUT", "1000");
        properties.setProperty("oracle.jdbc.ReadTimeout", "1000");
        return assertThrows(SQLException.class, () -> DriverManager.getConnection(url, properties).close());
    }
}
