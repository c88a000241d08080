package sluice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Where things are on this machine: the project, its jars, the JVM, free ports.
 * Nothing here depends on the working directory, so the tests run from Maven and the demo from any place.
 */
public final class Project {
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 12_000;

    private Project() {
    }

    /** The project's directory: the system property {@code sluice.home}, or the nearest one above our classes with a pom.xml. */
    public static Path home() {
        String home = System.getProperty("sluice.home");
        if (home != null) {
            return Path.of(home).toAbsolutePath();
        }
        for (Path path = classes(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("pom.xml"))) {
                return path;
            }
        }
        throw new IllegalStateException("No pom.xml above " + classes() + ": set -Dsluice.home to the project's directory");
    }

    private static Path classes() {
        try {
            return Path.of(Project.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of the test classes is not a path", e);
        }
    }

    /** The class path of the sandbox's servers: every dependency, none of Sluice's own classes. */
    static String serverClassPath() {
        Path jars = home().resolve("target/sandbox");
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException("No " + jars + ": run mvn package first");
        }
        return jars + "/*";
    }

    /** Removes a directory with all that is in it, if it is there. */
    public static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " could not be removed: " + e.getMessage(), e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * A loopback port that nobody listens on. It lies below the range of ephemeral ports: a client that keeps trying to reach a
     * killed server would else be given the server's own port as its source port sooner or later, and be connected to itself.
     */
    public static int freePort() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException("No free port between " + FIRST_PORT + " and " + (FIRST_PORT + PORTS));
    }

    static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
