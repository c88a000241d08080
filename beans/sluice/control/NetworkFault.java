package sluice.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Why a server cannot be reached, in words.
 *
 * <p>Drivers wrap the socket's exception in their own, each with another text; the socket's is what an operator can
 * act on.
 */
final class NetworkFault {

    private static final int TIMEOUT_MS = 5_000;

    private NetworkFault() {
    }

    /** Empty where the network is not to blame. */
    static Optional<String> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> words = words(cause);
            if (words.isPresent()) {
                return words;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> words(Throwable cause) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return Optional.of("the host name is unknown");
        } else if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException
                || cause instanceof ConnectException && String.valueOf(cause.getMessage()).contains("timed out")) {
            return Optional.of("no answer within the time limit (a firewall?)");
        } else if (cause instanceof NoRouteToHostException) {
            return Optional.of("there is no route to the host");
        } else if (cause instanceof ConnectException) {
            return Optional.of("the connection was refused (nothing listens there)");
        }
        return Optional.empty();
    }

    /** Opens and closes a connection; empty if that works. */
    static Optional<String> reaching(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
            return Optional.empty();
        } catch (IOException unreachable) {
            return in(unreachable).or(() -> Optional.of(unreachable.getMessage()));
        }
    }
}
