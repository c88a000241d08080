package sluice.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The network between Sluice and a server, which can be cut, stalled and slowed down while both of its ends live on.
 *
 * <p>Cut: connections are reset, new ones too. Stalled: nothing passes and nobody is told, as behind a firewall that drops
 * packets. Slow: each piece that passes takes its time.
 */
public final class TcpProxy implements AutoCloseable {
    private static final long STALLED_NANOS = 20_000_000;
    private static final int PIECE = 16 * 1024;

    private volatile int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean stalled;
    private volatile long pauseNanos;

    /** @param target the port of this host to which connections are passed on */
    public TcpProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(Project.freePort(), 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no proxy before port " + target, e);
        }
        run("proxy-" + target, this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on new connections are passed on to another port, as an address that moves to another server; open ones stay. */
    public void lead(int port) {
        target = port;
    }

    /** Resets all connections, and refuses new ones until {@link #heal()}. */
    public void cut() {
        cut = true;
        sockets.forEach(TcpProxy::reset);
    }

    public void stall() {
        stalled = true;
    }

    /** @param millis that each piece of at most 16 KB waits */
    public void slow(long millis) {
        pauseNanos = millis * 1_000_000;
    }

    /** All passes again at once. */
    public void heal() {
        cut = false;
        stalled = false;
        pauseNanos = 0;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                pass(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pass(Socket client) {
        Socket server = new Socket();
        sockets.add(client);
        sockets.add(server);
        if (cut) {
            end(client, server);
            return;
        }
        run("proxy-connect-" + target, () -> {
            try {
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                run("proxy-back-" + target, () -> copy(server, client));
                copy(client, server);
            } catch (IOException refused) {
                end(client, server);
            }
        });
    }

    private void copy(Socket from, Socket to) {
        byte[] piece = new byte[PIECE];
        try {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            for (int read = input.read(piece); read >= 0; read = input.read(piece)) {
                LockSupport.parkNanos(pauseNanos);
                while (stalled && !cut) {
                    LockSupport.parkNanos(STALLED_NANOS);
                }
                output.write(piece, 0, read);
            }
        } catch (IOException ended) {
            // either side is gone: so is the other
        }
        end(from, to);
    }

    private void end(Socket... ended) {
        for (Socket socket : ended) {
            reset(socket);
            sockets.remove(socket);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // it is closed already, which is all that is wanted
        }
    }

    private static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
