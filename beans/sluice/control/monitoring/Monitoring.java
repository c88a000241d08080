package sluice.control.monitoring;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.Main;
import sluice.control.PreflightException;
import sluice.control.Settings;

/**
 * Health and metrics over HTTP, by Camel's own management server.
 *
 * <p>It is off unless it was given a port: two Sluices on one machine are usual, and would want the same one. Camel logs a port that is
 * taken and goes on without a server, so it is looked at before the start.
 */
public final class Monitoring {

    /** The name in Camel's registry under which {@link StatusMetrics} finds what is scraped. */
    static final String SCRAPED = "scrapedMetrics";

    private static final String COMMITS = "commit-changes";
    /** Nanoseconds, for the time of a transaction in the target: 5 ms to a minute. */
    private static final double[] BUCKETS = {5e6, 1e7, 2.5e7, 5e7, 1e8, 2.5e8, 5e8, 1e9, 2.5e9, 5e9, 1e10, 3e10, 6e10};

    private final String host;
    private final int port;

    public Monitoring(Settings settings) {
        this.host = settings.get("monitoring.host");
        this.port = settings.integer("monitoring.port");
    }

    /** @throws PreflightException if it cannot have the port */
    public void check() {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new PreflightException("health and metrics cannot be served at " + host + ":" + port + " (" + e.getMessage()
                    + "). If another process has the port, such as a second Sluice, set another monitoring.port; 0 is none", e);
        }
    }

    /** Before Camel starts. Camel's own checks of routes and consumers stay off: a route that is stopped on purpose is well. */
    public void configure(Main camel) {
        if (port == 0) {
            return;
        }
        PrometheusRegistry scraped = new PrometheusRegistry();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, scraped, Clock.SYSTEM);
        meters.config().meterFilter(new CommitTimes());
        camel.bind(SCRAPED, scraped);
        camel.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        camel.configure().httpManagementServer().withEnabled(true).withHost(host).withPort(port).withHealthCheckEnabled(true)
                .withMetricsEnabled(true);
        camel.configure().metrics().withEnabled(true).withEnableExchangeEventNotifier(false).withRoutePolicyLevel("route")
                .withBinders("jvm-memory,jvm-gc,jvm-thread,processor,uptime,file-descriptor");
        camel.configure().health().withRoutesEnabled(false).setConsumersEnabled(false);
    }

    /** Where it is, for people; empty if there is none. */
    public String describe() {
        return port == 0 ? "" : "http://" + host + ":" + port + "/observe/health and /observe/metrics";
    }

    /** Camel's timer of a route costs one look at the clock a batch. Of the route that commits, the times are counted by size too. */
    private static final class CommitTimes implements MeterFilter {

        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            if (!COMMITS.equals(id.getTag("routeId"))) {
                return config;
            }
            return DistributionStatisticConfig.builder().serviceLevelObjectives(BUCKETS).build().merge(config);
        }
    }
}
