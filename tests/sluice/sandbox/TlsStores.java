package sluice.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server's key with a certificate for this machine that nobody else vouches for, and the trust store of those who shall accept it; made
 * by the JDK's keytool. Both are PKCS12, both have the same password.
 */
public final class TlsStores {
    private final Path directory;
    private final String password;

    private TlsStores(Path directory, String password) {
        this.directory = directory;
        this.password = password;
    }

    public static TlsStores make(Path directory, String password) throws IOException {
        Files.createDirectories(directory);
        TlsStores stores = new TlsStores(directory, password);
        stores.keytool(stores.key(), "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=sandbox", "-ext", "san=ip:127.0.0.1,dns:localhost",
                "-validity", "2");
        stores.keytool(stores.key(), "-exportcert", "-alias", "server", "-file", stores.certificate().toString());
        stores.keytool(stores.trust(), "-importcert", "-alias", "server", "-noprompt", "-file", stores.certificate().toString());
        return stores;
    }

    private void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", password));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("keytool " + arguments[0] + ": " + output);
        }
    }

    /** The server's key and certificate. */
    public Path key() {
        return directory.resolve("key.p12");
    }

    public Path certificate() {
        return directory.resolve("server.crt");
    }

    /** What trusts that certificate. */
    public Path trust() {
        return directory.resolve("trust.p12");
    }

    public String password() {
        return password;
    }
}
