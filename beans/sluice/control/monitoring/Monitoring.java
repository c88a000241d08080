package sluice.control.monitoring;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import sluice.control.ListenCheck;
import sluice.control.PreflightException;
import sluice.control.Settings;
import sluice.control.Status;

/**
 * Health and metrics over HTTP, by Camel's own management server.
 *
 * <p>It is off unless it was given a port: two Sluices on one machine are usual, and would want the same one. Camel logs a port that is
 * taken and goes on without a server, so it is looked at before the start.
 */
public final class Monitoring {

    private static final String ROUTES = "camel.route.policy";
    private static final String COMMITS = "sluice.commit";
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
        ListenCheck.require("health and metrics", host, port, "monitoring.port");
    }

    /** Before Camel starts. Camel's own checks of routes and consumers stay off: a route that is stopped on purpose is well. */
    public void configure(Main camel) {
        if (port == 0) {
            return;
        }
        PrometheusRegistry scraped = new PrometheusRegistry();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, scraped, Clock.SYSTEM);
        meters.config().meterFilter(new CommitTimes());
        // by its name at each look: Camel makes the beans of the route files twice, and only the second ones work
        Supplier<Status> status = () -> camel.getCamelContext().getRegistry().lookupByNameAndType("status", Status.class);
        scraped.register(new StatusMetrics(status));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                HealthCheckRegistry.get(main.getCamelContext()).register(new Health(status));
            }
        });
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

    /**
     * Camel's timer of a route costs one look at the clock a batch. That of the route which commits has buckets and a name of its own:
     * metrics of one name have buckets all or none, or nothing can be scraped.
     */
    private static final class CommitTimes implements MeterFilter {

        @Override
        public Meter.Id map(Meter.Id id) {
            return id.getName().equals(ROUTES) && "commit-changes".equals(id.getTag("routeId")) ? id.withName(COMMITS) : id;
        }

        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            if (!id.getName().equals(COMMITS)) {
                return config;
            }
            return DistributionStatisticConfig.builder().serviceLevelObjectives(BUCKETS).build().merge(config);
        }
    }
}
