package sluice.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a process is called in front of people who look for it. */
final class ProcessName {

    private ProcessName() {
    }

    /** This one: {@code process 4711 on db-host}. */
    static String own() {
        return "process " + ProcessHandle.current().pid() + " on " + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host that cannot resolve its own name (" + e.getMessage() + ")";
        }
    }
}
