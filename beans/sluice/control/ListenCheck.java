package sluice.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks before the start whether a port can be had: Camel logs one that is taken, and goes on without its server. */
public final class ListenCheck {

    private ListenCheck() {
    }

    /**
     * @param what    could not be served, for people
     * @param port    0 for none
     * @param setting that names the port
     * @throws PreflightException if somebody else has it, or the address is none of this machine's
     */
    public static void require(String what, String host, int port, String setting) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new PreflightException(what + " cannot be served at " + host + ":" + port + " (" + e.getMessage()
                    + "). If another process has the port, such as a second Sluice, set another " + setting + "; 0 is none", e);
        }
    }
}
