package sluice.cutover;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.CaptureStatus;
import sluice.control.LaneStatus;
import sluice.control.Settings;
import sluice.control.Status;

/** Records what a running Sluice sees of its migration: that it copies, that it follows. And ends its lanes when the service writes to the target. */
public final class Phases implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(Phases.class);

    private static final Set<String> FLOWING = Set.of("idle", "running", "throttled");

    private final MigrationLog log;
    private final int lagSeconds;
    private final Status status;
    private final Standing standing;
    private final String who = "sluice run, process " + ProcessHandle.current().pid();
    private CamelContext context;

    public Phases(DataSource target, Settings settings, Status status, Standing standing) {
        this.log = new MigrationLog(target, settings.get("topics.prefix"));
        this.lagSeconds = settings.integer("cutover.lag.seconds");
        this.status = status;
        this.standing = standing;
    }

    /** Moves the migration on, or ends what must not go on. */
    public void look() throws Exception {
        Optional<MigrationLog.Stand> stand = log.read();
        if (stand.isEmpty()) {
            log.begin(Phase.PREPARED, who, "topics and tables are there");
            return;
        }
        Phase phase = stand.get().phase();
        standing.saw(phase);
        CaptureStatus capture = status.capture();
        if (phase == Phase.SWITCHED) {
            end();
        } else if (capture.state().equals("snapshot") && phase != Phase.COPYING && !phase.isFrozen()) {
            log.move(phase, Phase.COPYING, who, "a snapshot of about " + capture.total() + " rows");
        } else if (phase.compareTo(Phase.FOLLOWING) < 0 && (capture.state().equals("streaming") || capture.state().equals("off")) && hasArrived()) {
            log.move(phase, Phase.FOLLOWING, who, capture.captured() + " changes captured, those on their way arrive within " + lagSeconds + " s");
        }
    }

    /** Lanes are never idle while a service writes: what is on its way has to arrive as soon as the cut-over asks for. */
    private boolean hasArrived() {
        List<LaneStatus> lanes = status.lanes();
        return !lanes.isEmpty() && lanes.stream().allMatch(lane -> FLOWING.contains(lane.state()) && lane.lagSeconds() <= lagSeconds);
    }

    /** What the service has written there since would be overwritten by whatever still comes from the source. */
    private void end() throws Exception {
        for (Route route : context.getRoutes()) {
            if ((route.getRouteId().startsWith("apply-") || route.getRouteId().equals("capture"))
                    && context.getRouteController().getRouteStatus(route.getRouteId()).isStarted()) {
                LOG.info("The migration is switched: {} ends", route.getRouteId());
                context.getRouteController().stopRoute(route.getRouteId());
            }
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
