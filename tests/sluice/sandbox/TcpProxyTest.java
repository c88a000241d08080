package sluice.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private ServerSocket echo;
    private TcpProxy proxy;
    private Socket client;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::echo);
        server.setDaemon(true);
        server.start();
        proxy = new TcpProxy(echo.getLocalPort());
        client = connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        echo.close();
    }

    @Test
    void newConnectionsFollowTheAddressAndOpenOnesStay() throws IOException {
        assertEquals('a', sent('a'));
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            proxy.lead(other.getLocalPort());
            assertEquals('b', sent('b'));
            try (Socket later = connect(); Socket accepted = other.accept()) {
                later.getOutputStream().write('c');
                assertEquals('c', accepted.getInputStream().read());
            }
        }
    }

    @Test
    void whatIsSentPassesBothWays() throws IOException {
        assertEquals('a', sent('a'));
    }

    @Test
    void aCutResetsConnectionsAndRefusesNewOnesUntilItIsHealed() throws IOException {
        assertEquals('a', sent('a'));
        proxy.cut();
        assertThrows(IOException.class, () -> ended(client));
        try (Socket refused = connect()) {
            assertThrows(IOException.class, () -> ended(refused));
        }
        proxy.heal();
        try (Socket again = connect()) {
            again.getOutputStream().write('b');
            assertEquals('b', again.getInputStream().read());
        }
    }

    @Test
    void aStallKeepsTheConnectionAndWhatWasSent() throws IOException {
        assertEquals('a', sent('a'));
        proxy.stall();
        client.getOutputStream().write('b');
        client.setSoTimeout(200);
        assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
        proxy.heal();
        client.setSoTimeout(5_000);
        assertEquals('b', client.getInputStream().read());
    }

    private int sent(int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }

    /** A reset shows as an exception, be it on writing or on reading. */
    private static void ended(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        socket.getOutputStream().write('x');
        if (socket.getInputStream().read() < 0) {
            throw new IOException("the end of the stream");
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private void echo() {
        while (!echo.isClosed()) {
            try (Socket socket = echo.accept()) {
                socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException ended) {
                // the client has gone, or the test is over
            }
        }
    }
}
