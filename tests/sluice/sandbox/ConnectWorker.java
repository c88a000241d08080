package sluice.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A worker of Kafka Connect in its distributed mode, as a cluster has several of: Debezium's connector and Sluice's converters stand
 * on its class path. Workers with the same broker are one cluster.
 */
public final class ConnectWorker extends OsProcess {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private final int port = Project.freePort();
    private final KafkaBroker kafka;
    private final String cluster;

    /** @param cluster what the workers have in common: the names of its group and topics begin so */
    public ConnectWorker(Path directory, KafkaBroker kafka, String cluster) {
        super("connect", directory);
        this.kafka = kafka;
        this.cluster = cluster;
    }

    /** As the handbook asks of workers; the time-outs are those of a test. */
    @Override
    protected void prepare() throws IOException {
        Files.writeString(settings(), """
                bootstrap.servers=%1$s
                group.id=%2$s
                listeners=http://127.0.0.1:%3$d
                config.storage.topic=%2$s-configs
                offset.storage.topic=%2$s-offsets
                status.storage.topic=%2$s-status
                config.storage.replication.factor=1
                offset.storage.replication.factor=1
                status.storage.replication.factor=1
                offset.storage.partitions=1
                status.storage.partitions=1
                key.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter=org.apache.kafka.connect.json.JsonConverter
                plugin.discovery=service_load
                exactly.once.source.support=enabled
                connector.client.config.override.policy=All
                config.providers=file
                config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
                scheduled.rebalance.max.delay.ms=0
                session.timeout.ms=3000
                heartbeat.interval.ms=500
                """.formatted(kafka.brokers(), cluster, port));
    }

    private Path settings() {
        return directory().resolve("worker.properties");
    }

    @Override
    protected ProcessBuilder command() {
        ProcessBuilder builder = new ProcessBuilder(Project.java());
        builder.command().addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.timezone=UTC",
                "-Dlogback.configurationFile=" + Project.home().resolve("tests/sandbox/kafka-logback.xml"),
                "-cp", Project.serverClassPath() + ":" + Project.home().resolve("target/classes"),
                "org.apache.kafka.connect.cli.ConnectDistributed", settings().toString()));
        return builder;
    }

    @Override
    protected boolean ready() throws Exception {
        return Project.listens(port) && get("/connectors").statusCode() == 200;
    }

    /** How this worker is called in the status of tasks. */
    public String id() {
        return "127.0.0.1:" + port;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return CLIENT.send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + id() + path));
    }
}
