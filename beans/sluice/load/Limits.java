package sluice.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sluice.schema.LimitTable;

/**
 * The limits that the target's owner has set: those of the settings, and in their place what was set while Sluice runs. The latter
 * stand in the target and are read anew every few seconds, so they hold for all processes, and after a restart.
 *
 * <p>Each process keeps them on its own: two processes with 1,000 rows a second each write 2,000. While the target is away the last
 * ones hold.
 */
public final class Limits {

    private final JdbcTemplate target;
    private final TransactionTemplate transaction;
    private final Map<Limit, Integer> settings;
    private final long batchBytes;
    private final Pace pace = new Pace();
    private volatile Map<Key, Integer> set = Map.of();
    private volatile int concurrentTransactions;

    /** @param lane or {@link Limit#ALL_LANES} */
    private record Key(String lane, Limit limit) {
    }

    /**
     * A limit as it holds.
     *
     * @param lane     or {@code *}
     * @param bySetting whether it is the settings' own
     */
    public record Holding(String lane, String limit, int value, boolean bySetting) {
    }

    /**
     * @param concurrentTransactions that all lanes of this process may have open at once, at least 1
     * @param batchRows              changes of a transaction where a lane does not say its own
     * @param batchBytes             of changes that one transaction has at most, but for one that is larger; it bounds the memory, and does not change
     * @param rowsPerSecond          of all lanes of this process; 0 for no limit
     * @param dutyPercent            of a consumer's time, 1 to 100
     */
    public Limits(DataSource target, int concurrentTransactions, int batchRows, long batchBytes, int rowsPerSecond, int dutyPercent) {
        this.target = new JdbcTemplate(target);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(target));
        this.settings = Map.of(Limit.TRANSACTIONS, concurrentTransactions, Limit.BATCH_ROWS, batchRows,
                Limit.ROWS_PER_SECOND, rowsPerSecond, Limit.DUTY_PERCENT, dutyPercent);
        this.batchBytes = batchBytes;
        this.concurrentTransactions = concurrentTransactions;
    }

    /** Reads what was set, here or by another process. */
    public void refresh() {
        Map<Key, Integer> read = new HashMap<>();
        target.query(LimitTable.ALL, row -> {
            read.put(new Key(row.getString(1), Limit.of(row.getString(2))), row.getInt(3));
        });
        set = Map.copyOf(read);
        concurrentTransactions = overall(Limit.TRANSACTIONS);
    }

    /** Asked by the throttle for every batch. */
    public int concurrentTransactions() {
        return concurrentTransactions;
    }

    /** @param ofLane what the lane's own definition says */
    public int batchRows(String lane, int ofLane) {
        return of(lane, Limit.BATCH_ROWS).or(() -> of(Limit.ALL_LANES, Limit.BATCH_ROWS)).orElse(ofLane);
    }

    public long batchBytes() {
        return batchBytes;
    }

    int dutyPercent(String lane) {
        return of(lane, Limit.DUTY_PERCENT).orElseGet(() -> overall(Limit.DUTY_PERCENT));
    }

    /** Rows that one lane may apply in a second; 0 for no limit of its own. */
    int rowsPerSecond(String lane) {
        return of(lane, Limit.ROWS_PER_SECOND).orElse(0);
    }

    /** Rows that all lanes together may apply in a second; 0 for no limit. */
    int rowsPerSecond() {
        return overall(Limit.ROWS_PER_SECOND);
    }

    /** What all lanes together keep. */
    Pace pace() {
        return pace;
    }

    private int overall(Limit limit) {
        return of(Limit.ALL_LANES, limit).orElseGet(() -> settings.get(limit));
    }

    private Optional<Integer> of(String lane, Limit limit) {
        Map<Key, Integer> now = set;
        return now.isEmpty() ? Optional.empty() : Optional.ofNullable(now.get(new Key(lane, limit)));
    }

    /**
     * Sets limits, all or none, for all processes of the migration, and keeps them.
     *
     * @param lane   or {@link Limit#ALL_LANES}
     * @param values by name; {@code default} for that of the settings
     * @throws IllegalArgumentException with what may be, before anything is set
     */
    public void set(String lane, Map<String, String> values) {
        Map<Limit, Optional<Integer>> checked = new TreeMap<>();
        values.forEach((name, value) -> {
            Limit limit = Limit.of(name);
            checked.put(limit, value.equals("default") ? Optional.empty() : Optional.of(limit.checked(lane, value)));
        });
        transaction.executeWithoutResult(status -> checked.forEach((limit, value) -> {
            target.update(LimitTable.CLEAR, lane, limit.toString());
            value.ifPresent(number -> target.update(LimitTable.SET, lane, limit.toString(), number));
        }));
        refresh();
    }

    /** All limits that hold: those of all lanes first, then what single lanes have of their own. */
    public List<Holding> holding() {
        List<Holding> holding = new ArrayList<>();
        for (Limit limit : Limit.values()) {
            holding.add(new Holding(Limit.ALL_LANES, limit.toString(), overall(limit), of(Limit.ALL_LANES, limit).isEmpty()));
        }
        set.entrySet().stream().filter(entry -> !entry.getKey().lane().equals(Limit.ALL_LANES))
                .map(entry -> new Holding(entry.getKey().lane(), entry.getKey().limit().toString(), entry.getValue(), false))
                .sorted((a, b) -> (a.lane() + " " + a.limit()).compareTo(b.lane() + " " + b.limit())).forEach(holding::add);
        return holding;
    }
}
