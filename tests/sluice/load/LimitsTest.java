package sluice.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.schema.OwnTables;

class LimitsTest {

    private final JdbcDataSource h2 = new JdbcDataSource();
    private Limits limits;

    @BeforeEach
    void open() {
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1");
        OwnTables.CREATE.values().forEach(new JdbcTemplate(h2)::execute);
        limits = process();
    }

    private Limits process() {
        return new Limits(h2, 4, 2_000, 1 << 20, 0, 100, 0);
    }

    @Test
    void whatIsSetHoldsInOtherProcessesAndAfterARestart() {
        Limits another = process();
        limits.set("*", Map.of("transactions", "2", "rows-per-second", "5000"));
        limits.set("orders", Map.of("batch-rows", "50"));
        another.refresh();
        assertEquals(2, another.concurrentTransactions());
        assertEquals(5_000, another.rowsPerSecond());
        assertEquals(50, another.batchRows("orders", 300));
        assertEquals(300, another.batchRows("others", 300), "what the lane's own definition says");
        Limits later = process();
        later.refresh();
        assertEquals(another.holding(), later.holding());
    }

    @Test
    void theSettingsHoldUntilSomethingIsSetAndAgainAfterDefault() {
        List<Limits.Holding> before = limits.holding();
        assertTrue(before.stream().allMatch(Limits.Holding::bySetting));
        limits.set("*", Map.of("transactions", "1"));
        assertEquals(1, limits.concurrentTransactions());
        limits.set("*", Map.of("transactions", "default"));
        assertEquals(4, limits.concurrentTransactions());
        assertEquals(before, limits.holding());
    }

    @ParameterizedTest
    @CsvSource({"*,transactions,0", "*,transactions,many", "*,duty-percent,0", "*,duty-percent,101", "*,rows-per-second,-1", "*,batch-rows,0", "*,speed,1",
        "orders,transactions,2", "*,rows-per-second,9999999999"})
    void whatCannotBeIsRefusedAndNothingIsSet(String lane, String name, String value) {
        Map<String, String> values = new HashMap<>(Map.of("duty-percent", "50", "batch-rows", "7"));
        values.put(name, value);
        assertThrows(IllegalArgumentException.class, () -> limits.set(lane, values));
        limits.refresh();
        assertTrue(limits.holding().stream().allMatch(Limits.Holding::bySetting), limits.holding()::toString);
    }
}
