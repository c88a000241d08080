package sluice.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Security;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import oracle.security.pki.OracleSecretStore;
import oracle.security.pki.OracleWallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.sandbox.TlsStores;

/** As far as Oracle's driver goes without an Oracle: wallet and TLS come before the first byte of its protocol. */
class OracleWalletTest {

    private static final String PASSWORD = "Wa11et-pa55word";

    private static final String PROVIDER = "OraclePKI";

    @TempDir
    private Path directory;

    @Test
    void theServersCertificateIsTrustedByTheWallet() throws Exception {
        TlsStores stores = TlsStores.make(directory.resolve("stores"), PASSWORD);
        try (SSLServerSocket server = server(stores)) {
            CompletableFuture<String> trusted = handshake(server);
            refusal(wallet("trusting", server.getLocalPort(), stores));
            assertTrue(trusted.get(20, TimeUnit.SECONDS).startsWith("TLSv1"), trusted.get());

            CompletableFuture<String> distrusted = handshake(server);
            refusal(wallet("empty", server.getLocalPort(), null));
            assertFalse(distrusted.get(20, TimeUnit.SECONDS).startsWith("TLSv1"), distrusted.get());
        }
        assertNull(Security.getProvider(PROVIDER), "with it the JVM's own trust store cannot be read, which others need");
    }

    @Test
    void aWalletMayHaveTheUserAndThePassword() throws Exception {
        Settings settings = settings(wallet("credentials", SluiceTest.closedPort(), null), "");

        PreflightException failure = assertThrows(PreflightException.class, new TargetPreflight(settings)::check);

        assertTrue(failure.getMessage().contains("no listener on that port (ORA-12541)"), failure.getMessage());
        assertNull(Security.getProvider(PROVIDER));
        assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
    }

    /** Where they are not set, the driver looks for them in the wallet: so it finds that this is none. */
    @Test
    void aWalletThatCannotBeOpenedIsTold() throws Exception {
        String url = wallet("broken", SluiceTest.closedPort(), null);
        Files.writeString(directory.resolve("broken/cwallet.sso"), "no wallet");

        PreflightException failure = assertThrows(PreflightException.class, new TargetPreflight(settings(url, ""))::check);

        assertTrue(failure.getMessage().contains("is behind a wallet that cannot be opened (ORA-17168)"), failure.getMessage());
    }

    @Test
    void withoutAWalletTheyAreRequired() {
        SettingsException failure = assertThrows(SettingsException.class, () -> settings("jdbc:oracle:thin:@//o:1521/x", ""));

        assertTrue(failure.getMessage().contains("required and not set: target.user, target.password"), failure.getMessage());
        assertThrows(SettingsException.class, () -> settings("jdbc:oracle:thin:@x?TNS_ADMIN=/w", "target.user=scott\n"), "half of it");
    }

    private String refusal(String url) throws IOException {
        Settings settings = settings(url, "target.user=scott\ntarget.password=t1ger\n");
        return assertThrows(PreflightException.class, new TargetPreflight(settings)::check).getMessage();
    }

    /** With auto-login, as DBAs hand them out, beside the two files that a client has with it; in it the alias {@code sluicedb} and its credential. */
    private String wallet(String name, int port, TlsStores trustedOrNull) throws Exception {
        Path home = Files.createDirectories(directory.resolve(name));
        OracleWallet wallet = new OracleWallet();
        wallet.create(PASSWORD.toCharArray());
        if (trustedOrNull != null) {
            try (InputStream certificate = Files.newInputStream(trustedOrNull.certificate())) {
                wallet.importCert(certificate, true);
            }
        }
        OracleSecretStore secrets = wallet.getSecretStore();
        secrets.createCredential("sluicedb".toCharArray(), "scott".toCharArray(), "tiger-s3cret".toCharArray());
        wallet.setSecretStore(secrets);
        wallet.saveAs(home.toString());
        wallet.saveSSO();
        Security.removeProvider(PROVIDER); // who makes a wallet gets it as the first one; who opens it, as the driver, does not
        Files.writeString(home.resolve("tnsnames.ora"), "sluicedb=(DESCRIPTION=(ADDRESS=(PROTOCOL=tcps)(HOST=localhost)(PORT=" + port
                + "))(CONNECT_DATA=(SERVICE_NAME=x)))\n");
        Files.writeString(home.resolve("ojdbc.properties"), "oracle.net.wallet_location=(SOURCE=(METHOD=FILE)(METHOD_DATA=(DIRECTORY=${TNS_ADMIN})))\n");
        return "jdbc:oracle:thin:@sluicedb?TNS_ADMIN=" + home;
    }

    private static SSLServerSocket server(TlsStores stores) throws Exception {
        KeyStore key = KeyStore.getInstance(stores.key().toFile(), stores.password().toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(key, stores.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    /** The protocol that the next client and the server have agreed on, or why they have not. */
    private static CompletableFuture<String> handshake(SSLServerSocket server) {
        return CompletableFuture.supplyAsync(() -> {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                client.setSoTimeout(10_000);
                client.startHandshake();
                client.getInputStream().read();
                return client.getSession().getProtocol();
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    private Settings settings(String url, String login) throws IOException {
        return Settings.load(Files.writeString(directory.resolve("test.properties"), "source.hostname=db\nsource.user=u\nsource.password=p\nsource.databases=shop\n"
                + "kafka.brokers=k:1\ntarget.url=" + url + "\n" + login), Map.of(), new Properties());
    }
}
