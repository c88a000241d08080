package sluice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker: KRaft, one node, no topic is made by itself (Sluice has to create what it uses).
 * Logs are not synced to the disk, as Kafka's default is: a killed broker loses nothing, a killed machine would.
 */
public final class KafkaBroker extends OsProcess {
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            // a consumer that is killed has to be found dead within a test's patience
            Map.entry("group.min.session.timeout.ms", "1000"));

    private final int port = Project.freePort();
    private final int controllerPort = Project.freePort();
    private final int proxiedPort = Project.freePort();
    private final int securedPort = Project.freePort();
    private final List<String> jvmOptions;
    private final List<String> formatOptions = new ArrayList<>();
    private TcpProxy proxy;
    private TlsStores tls;

    /** A server that lives for a minute or two is worth no second compiler's time: there are two cores for everybody. */
    public KafkaBroker(Path directory) {
        this(directory, "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    public KafkaBroker(Path directory, String... jvmOptions) {
        super("kafka", directory);
        this.jvmOptions = List.of(jvmOptions);
    }

    @Override
    protected void prepare() throws IOException {
        if (Files.exists(data().resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(data());
        Files.writeString(settings(), properties());
        List<String> format = new ArrayList<>(List.of("kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c", settings().toString()));
        format.addAll(formatOptions);
        run(java(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"), format.toArray(String[]::new)));
    }

    private String properties() {
        String fixed = SETTINGS.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .sorted().collect(Collectors.joining());
        String listen = proxy == null ? "" : ",PROXIED://127.0.0.1:" + proxiedPort;
        String advertise = proxy == null ? "" : ",PROXIED://127.0.0.1:" + proxy.port();
        String secured = tls == null ? "" : ",SECURED://127.0.0.1:" + securedPort;
        return fixed + (tls == null ? "" : secured()) + """
                controller.quorum.voters=1@127.0.0.1:%2$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,PROXIED:PLAINTEXT,SECURED:SASL_SSL
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%4$s%6$s
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d%5$s%6$s
                log.dirs=%3$s
                """.formatted(port, controllerPort, data(), listen, advertise, secured);
    }

    private String secured() {
        return """
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.secured.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                listener.name.secured.ssl.keystore.location=%s
                listener.name.secured.ssl.keystore.password=%s
                """.formatted(tls.key(), tls.password());
    }

    /** A further listener with TLS, that lets in this user by SCRAM-SHA-512 and nobody else. To be called before the first start. */
    public void secure(TlsStores stores, String user, String password) {
        tls = stores;
        formatOptions.addAll(List.of("--add-scram", "SCRAM-SHA-512=[name=" + user + ",password=" + password + "]"));
    }

    /** The address of that listener; who asks there is sent nowhere else. */
    public String securedBrokers() {
        return "127.0.0.1:" + securedPort;
    }

    /**
     * The network before the broker, for those who ask the broker by the proxy's port: it sends them nowhere else. Its own traffic
     * does not come by there. To be called before the first start.
     */
    public TcpProxy proxy() {
        if (proxy == null) {
            proxy = new TcpProxy(proxiedPort);
        }
        return proxy;
    }

    /**
     * The broker's disk is full: the next record batch that would take its longest log further than these bytes is cut short. A
     * broker with one log directory, as this one, then ends by itself.
     */
    public void fillDisk(int bytesLeft) {
        try (Stream<Path> files = Files.walk(data())) {
            long longest = files.filter(file -> file.toString().endsWith(".log")).mapToLong(file -> file.toFile().length()).max()
                    .orElse(0);
            limitFiles(longest + bytesLeft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** There is space again; a broker that has ended meanwhile has to be started. */
    public void freeDisk() {
        if (isAlive()) {
            unlimitFiles();
        }
    }

    private Path data() {
        return directory().resolve("data");
    }

    private Path settings() {
        return directory().resolve("kafka.properties");
    }

    @Override
    protected ProcessBuilder command() {
        return java(jvmOptions, "kafka.Kafka", settings().toString());
    }

    private ProcessBuilder java(List<String> options, String... mainAndArguments) {
        ProcessBuilder builder = new ProcessBuilder(Project.java());
        builder.command().addAll(options);
        builder.command().addAll(List.of("-Dlogback.configurationFile=" + Project.home().resolve("tests/sandbox/kafka-logback.xml"),
                "-cp", Project.serverClassPath()));
        builder.command().addAll(List.of(mainAndArguments));
        return builder;
    }

    /** Asks only when the port is open: the admin client would log each attempt. */
    @Override
    protected boolean ready() throws Exception {
        if (!Project.listens(port)) {
            return false;
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers(), "default.api.timeout.ms", 10_000,
                "request.timeout.ms", 5_000))) {
            return !admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).isEmpty();
        }
    }

    /** The address for {@code kafka.brokers}. */
    public String brokers() {
        return "127.0.0.1:" + port;
    }
}
