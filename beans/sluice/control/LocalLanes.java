package sluice.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.management.JMException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.load.tune.LaneGuard.LocalLane;

/** The lanes of a migration in the processes of this machine, as their routes say; those that are stopped are left out. */
final class LocalLanes implements Supplier<List<LocalLane>> {

    private static final Logger LOG = LoggerFactory.getLogger(LocalLanes.class);
    private static final String ROUTE_PREFIX = "apply-";

    private final String prefix;

    /** @param prefix topics.prefix, by which the lanes of other migrations are told apart */
    LocalLanes(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public List<LocalLane> get() {
        List<LocalLane> lanes = new ArrayList<>();
        try {
            for (RunningSluice process : RunningSluice.all()) {
                try (process) {
                    collect(process, lanes);
                }
            }
        } catch (IOException | JMException | NoClassDefFoundError e) {
            LOG.debug("the processes of this machine cannot be asked; Kafka knows their lanes too", e);
        }
        return lanes;
    }

    private void collect(RunningSluice process, List<LocalLane> lanes) throws IOException, JMException {
        for (String route : process.routes()) {
            if (route.startsWith(ROUTE_PREFIX)) {
                String lane = route.substring(ROUTE_PREFIX.length());
                String state = process.state(route);
                if (!state.equals("Stopped") && has(process.endpoint(route), prefix + "-" + lane)) {
                    lanes.add(new LocalLane(process.pid(), lane, state));
                }
            }
        }
    }

    private static boolean has(String uri, String group) {
        return Pattern.compile("[?&]groupId=" + Pattern.quote(group) + "(&|$)").matcher(uri).find();
    }
}
