package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.load.Limits;
import sluice.schema.OwnTables;

class ThrottleControlTest {

    private ThrottleControl control;

    @BeforeEach
    void open() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1");
        OwnTables.CREATE.values().forEach(new JdbcTemplate(h2)::execute);
        control = new ThrottleControl(new Limits(h2, 4, 2_000, 1 << 20, 0, 100, 0));
    }

    @Test
    void theTableShowsWhatIsSetAndWhereItComesFrom() {
        control.set("*", new String[] {"rows-per-second=5000", "transactions=2"});

        assertEquals("""
                lane    limit            value   now  from
                *       rows-per-second   5000  5000  throttle set
                *       batch-rows        2000  2000  settings
                *       duty-percent       100   100  settings
                *       transactions         2     2  throttle set
                *       latency-goal-ms      0     0  settings
                orders  duty-percent        25    25  throttle set""", control.set("orders", new String[] {"duty-percent=25"}));
    }

    @Test
    void withAGoalItShowsWhatMayBeUsedOfEachLimitAndWhy() {
        assertEquals("""
                lane  limit            value  now  from
                *     rows-per-second      0    0  settings
                *     batch-rows        2000  200  settings
                *     duty-percent       100  100  settings
                *     transactions         4    4  settings
                *     latency-goal-ms    300    0  throttle set

                commit latency not measured yet, goal 300 ms: begins with 10 % of the limits""", control.set("*", new String[] {"latency-goal-ms=300"}));
        assertTrue(control.getJson().contains("{\"lane\":\"*\",\"limit\":\"batch-rows\",\"value\":2000,\"now\":200,\"bySetting\":true}"), control.getJson());
    }

    @Test
    void whatIsNoLimitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> control.set("*", new String[] {"latency-goal-ms"}));
        assertThrows(IllegalArgumentException.class, () -> control.set("orders", new String[] {"latency-goal-ms=300"}));
    }
}
