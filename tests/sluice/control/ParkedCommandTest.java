package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine;
import sluice.apply.ParkingLimits;
import sluice.schema.OwnTables;
import sluice.schema.ParkedTable;

/** Parked rows are listed, shown and resolved without a running Sluice, and values are told only to those who ask. */
class ParkedCommandTest {

    private static final String EVENT = "{\"op\":\"c\",\"after\":{\"id\":1,\"name\":\"a secret name\"}}";

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1";
    private final JdbcDataSource target = new JdbcDataSource();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private JdbcTemplate sql;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() throws IOException {
        target.setURL(url);
        target.setUser("sa");
        target.setPassword("secret");
        sql = new JdbcTemplate(target);
        OwnTables.CREATE.values().forEach(sql::execute);
        Files.writeString(directory.resolve("settings"), String.join("\n", "source.hostname=h", "source.user=u", "source.password=p",
                "source.databases=shop", "kafka.brokers=k:9092", "target.url=" + url, "target.user=sa", "target.password=secret"));
    }

    @AfterEach
    void close() {
        sql.execute("SHUTDOWN");
    }

    private void park(String table, String error, long id) {
        sql.update(ParkedTable.PARK, "sluice.shop." + table, 0, 100 + id, "shop", table, "hash" + id, "ID=" + id, "CREATE",
                "binlog.000001:4[0]", OffsetDateTime.parse("2025-10-20T04:00:00Z"), "schema", error,
                "Value too long for column \"NAME\": \"'a secret name' (13)\"", "{}".getBytes(StandardCharsets.UTF_8),
                EVENT.getBytes(StandardCharsets.UTF_8));
    }

    private void parkThree() {
        park("orders", "ORA-12899", 1);
        park("orders", "value", 2);
        park("items", "ORA-12899", 3);
    }

    @Test
    void theListCountsByTableAndError() throws IOException {
        assertEquals(0, execute("list"));
        assertEquals("0 rows are parked\n", out.toString());
        parkThree();
        park("orders", "value", 4);
        assertEquals(0, execute("list"));
        String[] lines = out.toString().split("\n");
        assertEquals("table        error      state   rows  ids   first parked         last parked", lines[0]);
        assertTrue(lines[1].startsWith("shop.items   ORA-12899  parked     1  3     20"), out.toString());
        assertTrue(lines[3].startsWith("shop.orders  value      parked     2  2..4  20"), out.toString());
        assertEquals("4 rows are parked", lines[5]);
        assertEquals(0, execute("list", "--json"));
        assertEquals(2, new ObjectMapper().readTree(out.toString()).get(2).get("rows").asInt());
        assertFalse(out.toString().contains("secret"));
    }

    @Test
    void valuesAreShownOnlyToThoseWhoAskForThem() {
        parkThree();
        assertEquals(0, execute("show", "1"));
        assertTrue(out.toString().contains("key_text: ID=1") && out.toString().contains("record_offset: 101"), out.toString());
        assertTrue(out.toString().contains("Value too long for column \"NAME\": \"'...' (13)\""), out.toString());
        assertFalse(out.toString().contains("secret"), out.toString());
        assertEquals(0, execute("show", "1", "--values"));
        assertTrue(out.toString().contains("event: " + EVENT), out.toString());
        assertEquals(1, execute("show", "77"));
        assertEquals("sluice: not parked: 77; 'sluice parked list --resolved' shows what there is. Nothing was done\n", err.toString());
    }

    @Test
    void rowsAreChosenByIdTableAndErrorAndNeverAllByAccident() {
        parkThree();
        assertEquals(0, execute("replay", "--table", "shop.orders", "--error", "ORA-12899", "--dry-run"));
        assertEquals("1 rows would be replayed\n", out.toString());
        assertEquals(0, sql.queryForObject("SELECT COUNT(*) FROM SLUICE_PARKED WHERE STATE <> 'parked'", Integer.class));
        assertEquals(0, execute("replay", "--error", "ORA-12899"));
        assertEquals("2 of 2 rows are to be replayed\n", out.toString());
        assertEquals("replay-requested", state(1));
        assertEquals("parked", state(2));
        assertEquals(0, execute("replay", "1", "2"));
        assertEquals("1 of 2 rows are to be replayed\n", out.toString(), "one is asked for already");
        assertEquals(2, execute("replay"), err.toString());
        assertEquals(2, execute("replay", "--dry-run"), err.toString());
        assertEquals(1, execute("replay", "1", "9"));
        assertTrue(err.toString().startsWith("sluice: not parked: 9"), err.toString());
    }

    private String state(long id) {
        return sql.queryForObject(ParkedTable.STATE, String.class, id);
    }

    @Test
    void aDiscardedRowKeepsWhoAndWhyAndIsOverForGood() {
        parkThree();
        assertEquals(2, execute("discard", "1"), "a reason is wanted");
        assertEquals(0, execute("discard", "--all", "--dry-run", "--reason", "x"));
        assertEquals("3 rows would be discarded\n", out.toString());
        assertEquals(0, execute("discard", "1", "--reason", "a test row"));
        assertEquals("1 of 1 rows are discarded\n", out.toString());
        assertEquals("discarded", state(1));
        assertEquals(1, sql.queryForObject("SELECT COUNT(*) FROM SLUICE_PARKED WHERE REASON = 'a test row' AND CHANGED_BY LIKE '%@%'",
                Integer.class));
        assertEquals(1, execute("replay", "1"));
        assertEquals(0, execute("list", "--resolved"));
        assertTrue(out.toString().contains("discarded") && out.toString().contains("2 rows are parked"), out.toString());
    }

    /** For scripts: 0 only if every row was written. */
    @Test
    void waitingTellsWhatBecameOfTheRows() {
        parkThree();
        CompletableFuture<Void> lane = CompletableFuture.runAsync(() -> {
            while (sql.update("UPDATE SLUICE_PARKED SET STATE = 'replayed' WHERE STATE = 'replay-requested'") == 0) {
                Thread.onSpinWait();
            }
        });
        assertEquals(0, execute("replay", "1", "--wait", "20"));
        lane.join();
        assertEquals("1 of 1 rows are to be replayed\nreplayed: 1\n", out.toString());
        assertEquals(1, execute("replay", "2", "--wait", "1"), "nobody does it");
        assertEquals("1 of 1 rows are to be replayed\nreplay-requested: 1\n", out.toString());
    }

    @Test
    void aTargetWithoutTheTableIsSaidSo() {
        sql.execute("DROP TABLE SLUICE_PARKED");
        assertEquals(3, execute("list"));
        assertTrue(err.toString().startsWith("sluice: the target has no table SLUICE_PARKED that this user can read"), err.toString());
    }

    @Test
    void theSameOverJmxAndTheLimitsCanBeChanged() {
        parkThree();
        ParkedMXBean parked = new ParkedControl(target, new ParkingLimits(1_000, 200));
        assertTrue(parked.getTable().endsWith("3 rows are parked"), parked.getTable());
        assertEquals("2 of 2 rows are to be replayed", parked.replay("", "shop.orders", ""));
        assertEquals("1 of 1 rows are discarded", parked.discard("3", "", "", "a test row"));
        parked.setMaxRows(5);
        assertEquals(5, parked.getMaxRows());
        assertEquals(200, parked.getMaxPerMinute());
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = new String[arguments.length + 3];
        all[0] = "parked";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--config";
        all[all.length - 1] = directory.resolve("settings").toString();
        CommandLine line = Sluice.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(all);
    }
}
