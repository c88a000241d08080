package sluice.cutover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.control.CaptureStatus;
import sluice.control.HotLane;
import sluice.control.LaneStatus;
import sluice.control.Status;
import sluice.sandbox.RoutesUnderTest;
import sluice.schema.OwnTables;

/** What a running Sluice records of its migration. */
class PhasesTest {

    private final JdbcDataSource h2 = new JdbcDataSource();
    private final Standing standing = new Standing();
    private volatile String capture = "snapshot";
    private volatile LaneStatus lane = lane("running", 0.4);
    private Phases phases;

    @BeforeEach
    void open() throws IOException {
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1");
        OwnTables.CREATE.values().forEach(new JdbcTemplate(h2)::execute);
        RoutesUnderTest settings = new RoutesUnderTest("phases").set("source.hostname", "db").set("source.user", "u").set("source.password", "p")
                .set("source.databases", "shop").set("kafka.brokers", "k1:9092").set("topics.prefix", "shop").set("target.url", "jdbc:h2:mem:none;MODE=Oracle")
                .set("target.user", "sa").set("target.password", "p").set("cutover.lag.seconds", "10");
        Status status = new Status(() -> new CaptureStatus(capture, "", 5, 10, 7, 0, List.of(), "", 0, 0, "binlog.000001:157", 0, 0), () -> List.of(lane));
        phases = new Phases(h2, settings.settings(), status, standing);
    }

    private static LaneStatus lane(String state, double lagSeconds) {
        return new LaneStatus("all", state, "", 4, 3, 1.5, 2, lagSeconds, 0, 0, HotLane.NONE);
    }

    private String look() throws Exception {
        for (int look = 0; look < 3; look++) { // it begins, moves on, and tells in the next look what it has come to
            phases.look();
        }
        return standing.get();
    }

    /** The service never rests, so the lanes are never idle; waiting for that, no cut-over would ever be ready. */
    @Test
    void aMigrationFollowsAlthoughTheServiceWritesOn() throws Exception {
        assertEquals("copying", look());
        capture = "streaming";
        assertEquals("copying", standing.get());
        assertEquals("following", look());
    }

    @Test
    void itDoesNotFollowBeforeTheChangesArrive() throws Exception {
        look();
        capture = "streaming";
        lane = lane("running", 600);
        assertEquals("copying", look());
        lane = lane("waiting", 1);
        assertEquals("copying", look());
        lane = lane("idle", 0);
        assertEquals("following", look());
    }
}
