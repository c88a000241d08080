package sluice.control.monitoring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import sluice.control.LaneStatus;
import sluice.control.Status;

/**
 * Camel's health checks of capture ({@code capture}) and of each lane ({@code lane-NAME}).
 *
 * <p>They tell readiness, never liveness. Whoever restarts a process that is not alive would kill Sluice for a target that is away,
 * again and again, and a restart mends nothing here: what passes is waited for, and what does not needs an operator.
 */
final class Health implements HealthCheckRepository, CamelContextAware {

    private final Supplier<Status> status;
    private final Map<String, HealthCheck> checks = new ConcurrentHashMap<>();
    private CamelContext context;

    /** @param status asked for at each look */
    Health(Supplier<Status> status) {
        this.status = status;
    }

    @Override
    public Stream<HealthCheck> stream() {
        return Stream.concat(Stream.of(check("capture", () -> Condition.of(status.get().capture()))),
                status.get().lanes().stream().map(LaneStatus::lane).map(lane -> check("lane-" + lane, () -> lane(lane))));
    }

    private Condition lane(String name) {
        return status.get().lanes().stream().filter(lane -> lane.lane().equals(name)).findFirst().map(Condition::of)
                .orElseGet(() -> new Condition(true, "gone", Map.of()));
    }

    private HealthCheck check(String id, Supplier<Condition> condition) {
        return checks.computeIfAbsent(id, name -> {
            Check check = new Check(name, condition);
            check.setCamelContext(context);
            return check;
        });
    }

    private static final class Check extends AbstractHealthCheck {

        private final Supplier<Condition> condition;

        Check(String id, Supplier<Condition> condition) {
            super("sluice", id);
            this.condition = condition;
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            Condition now = condition.get();
            builder.state(now.up() ? State.UP : State.DOWN).message(now.message()).details(now.details());
        }
    }

    @Override
    public String getId() {
        return "sluice";
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    /** It has no switch of its own: what is not asked for costs nothing. */
    @Override
    public void setEnabled(boolean enabled) {
        if (!enabled) {
            throw new UnsupportedOperationException("Sluice's health checks cannot be turned off; monitoring.port=0 serves none");
        }
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
