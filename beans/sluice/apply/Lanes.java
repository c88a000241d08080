package sluice.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.LaneStatus;
import sluice.control.RootCause;
import sluice.kafka.CamelClients;
import sluice.kafka.Topics;
import sluice.load.Throttles;

/**
 * All lanes of this process. As Kafka client factory of the lanes' endpoints it puts a {@link Gate} around each
 * consumer; the endpoint's client id is the lane's name.
 */
public final class Lanes extends CamelClients implements CamelContextAware, Supplier<List<LaneStatus>> {

    /** The exchange property that holds the batch while it is on its way. */
    public static final String BATCH = "batch";

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final String ROUTE_PREFIX = "apply-";
    /** Among the consumer's settings, where a lane's route can say it. Not Kafka's, so it is taken out. */
    private static final String STRANDS = "sluice.strands";

    private final Watermarks watermarks;
    private final Barriers barriers;
    private final Topics topics;
    private final RowPlans plans;
    private final ParkedCount parked;
    private final Replays replays;
    private final Throttles throttles;
    private final Strands strands;
    private final long longestPause;
    private final long barrierPoll;
    private final TopicClaims claims = new TopicClaims();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private CamelContext context;

    /**
     * @param longestPauseSeconds between two attempts while the target is away, at most
     * @param barrierPollMillis   between two looks at a barrier
     */
    public Lanes(Watermarks watermarks, Barriers barriers, Topics topics, RowPlans plans, long longestPauseSeconds,
                 long barrierPollMillis, ParkedCount parked, Replays replays, Throttles throttles, Strands strands) {
        super(topics.kafka());
        this.watermarks = watermarks;
        this.barriers = barriers;
        this.topics = topics;
        this.plans = plans;
        this.parked = parked;
        this.replays = replays;
        this.throttles = throttles;
        this.strands = strands;
        this.longestPause = longestPauseSeconds * 1000;
        this.barrierPoll = barrierPollMillis;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Consumer getConsumer(Properties settings) {
        Lane lane = lane(settings.getProperty(CommonClientConfigs.CLIENT_ID_CONFIG));
        plans.forget();
        // a consumer cannot change it, and the limit may be raised while it runs
        int batchRows = Integer.parseInt(settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.MAX_VALUE).toString());
        int wanted = Integer.parseInt(settings.remove(STRANDS).toString());
        throttles.limits().divided(wanted);
        Consumer<byte[], byte[]> consumer = BoundedConsumer.of(kafka().over(settings), throttles.limits().bounds(lane.name(), batchRows));
        return Gate.before(consumer, lane, new Placement(consumer, watermarks, replays.parked(), topics::identity, strands, wanted), barriers, barrierPoll, replays);
    }

    private Lane lane(String name) {
        return lanes.computeIfAbsent(name, n -> new Lane(n, longestPause, () -> stopRoute(n), claims, throttles.of(n)));
    }

    /** Camel waits for the poll to end before it stops a route, so the poll must not wait for Camel. */
    private void stopRoute(String lane) {
        Thread thread = new Thread(() -> {
            try {
                context.getRouteController().stopRoute(ROUTE_PREFIX + lane);
            } catch (Exception e) {
                LOG.warn("Route {}{} could not be stopped: {}", ROUTE_PREFIX, lane, RootCause.of(e));
            }
        }, "stop-" + lane);
        thread.setDaemon(true);
        thread.start();
    }

    /** The batch's transaction is committed: the chain goes on from there. */
    public void applied(Exchange exchange) {
        Batch batch = exchange.getProperty(BATCH, Batch.class);
        batch.markApplied();
        batch.gate().applied(batch);
        if (!batch.refusals().isEmpty()) {
            LOG.atWarn().addKeyValue(Lane.LANE, batch.gate().lane().name()).addKeyValue("place", batch.getId()).log("Lane {} {} {} rows of batch {}: {}; './sluice parked list' shows them", batch.gate().lane().name(),
                    batch.replay() ? "could not replay" : "has parked", batch.refusals().size(), batch.getId(),
                    batch.refusals().stream().collect(Collectors.groupingBy(Refusal::describe, TreeMap::new, Collectors.counting())));
        }
    }

    /** The batch failed for good: its gate seeks back, and the lane waits or stops. */
    public void failed(Exchange exchange) {
        Batch batch = exchange.getProperty(BATCH, Batch.class);
        Gate gate = batch.gate();
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        switch (Fault.of(failure)) {
            case TRANSIENT -> gate.retryLater(batch, Fault.told(failure));
            case FENCED -> LOG.atInfo().addKeyValue(Lane.LANE, gate.lane().name()).log("Lane {}: {}", gate.lane().name(), Fault.told(failure));
            case DATA, SCHEMA, FATAL -> gate.lane().stop(failure, "; in the batch " + batch.getId());
        }
    }

    /** Whether trying again at once may help: used by the routes' error configuration. */
    public boolean worthRetrying(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return Fault.of(failure) == Fault.TRANSIENT;
    }

    @Override
    public List<LaneStatus> get() {
        List<LaneStatus> statuses = new ArrayList<>();
        if (!context.isStarted()) {
            return statuses;
        }
        for (Route route : context.getRoutes()) {
            if (route.getRouteId().startsWith(ROUTE_PREFIX)) {
                String state = context.getRouteController().getRouteStatus(route.getRouteId()).name();
                Lane lane = lane(route.getRouteId().substring(ROUTE_PREFIX.length()));
                statuses.add(lane.status(state, parked.of(lane)));
            }
        }
        return statuses;
    }

    /** What the lanes of this process have done of each table, and what they have not. */
    public List<TableFigures.Figures> tables() {
        return lanes.values().stream().flatMap(lane -> lane.tables().stream()).toList();
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }
}
