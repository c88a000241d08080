package sluice.apply;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sluice.capture.CapturedTables;
import sluice.control.ResyncControl;
import sluice.control.Settings;
import sluice.load.Verdict;
import sluice.sandbox.RoutesUnderTest;
import sluice.schema.source.SourceTable;
import sluice.verify.Repair;
import sluice.verify.TableResult;
import sluice.verify.Verification;

/** What {@code sluice verify} does, for a migration of a test. */
final class VerifyRun {

    private final MigrationFixture migration;
    private final RoutesUnderTest settings;
    private final ExecutorService thread = Executors.newCachedThreadPool();
    private volatile boolean over;
    private volatile Verification last;

    VerifyRun(MigrationFixture migration) {
        this.migration = migration;
        this.settings = migration.process(true);
        set("verify.recheck.seconds", "30");
    }

    VerifyRun set(String key, String value) {
        settings.set(key, value);
        return this;
    }

    /** The results by table, without the database. */
    Map<String, TableResult> run() throws Exception {
        return begin().get();
    }

    /** The same in a thread of its own, which ends when it is cancelled. */
    Future<Map<String, TableResult>> begin() throws Exception {
        Settings now = settings.settings();
        over = false;
        Callable<Map<String, TableResult>> work = () -> {
            try {
                return results(now);
            } finally {
                over = true;
            }
        };
        return thread.submit(work);
    }

    private Map<String, TableResult> results(Settings now) throws Exception {
        List<SourceTable> tables = new CapturedTables(now).read();
        last = new Verification(now, new DriverManagerDataSource(migration.target().url(), migration.target().user(), migration.target().password()),
                () -> Verdict.GO);
        return last.run(tables, false).stream().collect(Collectors.toMap(result -> result.table().table(), result -> result));
    }

    /** Repairs what the last run has found, by the process of the migration. */
    TableResult repair(TableResult found) throws Exception {
        ResyncControl control = migration.camel().getRegistry().lookupByNameAndType("resyncControl", ResyncControl.class);
        return new Repair(last, new Repair.Resyncing() {
            @Override
            public void ask(String table, String condition) {
                control.resync(new String[] {table}, condition);
            }

            @Override
            public boolean isUnderWay(String table) {
                return !control.getTable().isEmpty();
            }
        }, line -> System.out.println("VerifyRun: " + line)).repair(found);
    }

    boolean isOver() {
        return over;
    }

    /** Rows of a table that the progress in the target counts; 0 before there is one. */
    long looked(String table) {
        try {
            String progress = migration.target().value("SELECT PROGRESS FROM SLUICE_VERIFY WHERE SOURCE_TABLE = '" + table + "' AND STATE = 'running'");
            return progress == null ? 0 : Long.parseLong(progress.replaceAll("(?s).*\"rows\":(\\d+).*", "$1"));
        } catch (SQLException e) {
            return 0; // the table is not there yet
        }
    }

    /** When the table was last found equal, in milliseconds. */
    long equalAt(String table) throws SQLException {
        return migration.target().number("SELECT CAST(EXTRACT(EPOCH FROM EQUAL_AT) * 1000 AS BIGINT) FROM SLUICE_VERIFY WHERE SOURCE_TABLE = '" + table + "'");
    }
}
