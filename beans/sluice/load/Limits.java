package sluice.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sluice.control.LoadStatus;
import sluice.schema.LimitTable;

/**
 * The limits that the target's owner has set: those of the settings, and in their place what was set while Sluice runs. The latter
 * stand in the target and are read anew every few seconds, so they hold for all processes, and after a restart.
 *
 * <p>Each process keeps them on its own: two processes with 1,000 rows a second each write 2,000. While the target is away the last
 * ones hold.
 *
 * <p>With a goal for the latency of commits only a share of them may be used ({@link LatencyGoal}). They stay the upper bounds.
 */
public final class Limits implements Supplier<LoadStatus> {

    private final JdbcTemplate target;
    private final TransactionTemplate transaction;
    private final Map<Limit, Integer> settings;
    private final long batchBytes;
    private final Pace pace = new Pace();
    private final LatencyGoal goal;
    private volatile Map<Key, Integer> set = Map.of();
    private volatile int concurrentTransactions;
    private final AtomicInteger transactionsOfBatch = new AtomicInteger(1);

    /** @param lane or {@link Limit#ALL_LANES} */
    private record Key(String lane, Limit limit) {
    }

    /**
     * A limit as it holds.
     *
     * @param lane     or {@code *}
     * @param value     as it was set
     * @param now       what may be used of it, to keep the goal; of the goal, the latency in milliseconds
     * @param bySetting whether it is the settings' own
     */
    public record Holding(String lane, String limit, int value, int now, boolean bySetting) {
    }

    /**
     * @param concurrentTransactions that all lanes of this process may have open at once, at least 1
     * @param batchRows              changes of a transaction where a lane does not say its own
     * @param batchBytes             of changes that one transaction has at most, but for one that is larger; it bounds the memory, and does not change
     * @param rowsPerSecond          of all lanes of this process; 0 for no limit
     * @param dutyPercent            of a consumer's time, 1 to 100
     * @param latencyGoalMillis      that a transaction may take; 0 for no goal
     */
    public Limits(DataSource target, int concurrentTransactions, int batchRows, long batchBytes, int rowsPerSecond, int dutyPercent,
                  int latencyGoalMillis) {
        this.target = new JdbcTemplate(target);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(target));
        this.settings = Map.of(Limit.TRANSACTIONS, concurrentTransactions, Limit.BATCH_ROWS, batchRows,
                Limit.ROWS_PER_SECOND, rowsPerSecond, Limit.DUTY_PERCENT, dutyPercent, Limit.LATENCY_GOAL, latencyGoalMillis);
        this.batchBytes = batchBytes;
        this.concurrentTransactions = concurrentTransactions;
        this.goal = new LatencyGoal(latencyGoalMillis, () -> Math.max(1, this.concurrentTransactions / transactionsOfBatch.get()));
    }

    /** Reads what was set, here or by another process. */
    public void refresh() {
        Map<Key, Integer> read = new HashMap<>();
        target.query(LimitTable.ALL, row -> {
            read.put(new Key(row.getString(1), Limit.of(row.getString(2))), row.getInt(3));
        });
        set = Map.copyOf(read);
        concurrentTransactions = overall(Limit.TRANSACTIONS);
        goal.set(overall(Limit.LATENCY_GOAL));
    }

    /** Transactions that all lanes of this process may have open at once. */
    public int concurrentTransactions() {
        return transactions(concurrentTransactions);
    }

    /**
     * Batches that may be under way at once, each by as many transactions as any lane writes one by: asked by the throttle for every batch. With
     * lanes of both kinds fewer are open than might be, and never more.
     */
    public int concurrentBatches() {
        return Math.max(1, concurrentTransactions() / transactionsOfBatch.get());
    }

    private int transactions(int limit) {
        return (int) Math.min(share().transactions(limit), (long) goal.batches() * transactionsOfBatch.get());
    }

    /** A lane writes a batch by so many transactions. */
    public void divided(int transactions) {
        transactionsOfBatch.accumulateAndGet(transactions, Math::max);
    }

    /** @param ofLane what the lane's own definition says */
    public int batchRows(String lane, int ofLane) {
        return share().rows(of(lane, Limit.BATCH_ROWS).or(() -> of(Limit.ALL_LANES, Limit.BATCH_ROWS)).orElse(ofLane));
    }

    long batchBytes() {
        return share().bytes(batchBytes);
    }

    /**
     * For the polls of a lane.
     *
     * @param ofLane rows that the lane's own definition says
     */
    public Bounds bounds(String lane, int ofLane) {
        return new Bounds() {
            @Override
            public int rows() {
                return batchRows(lane, ofLane);
            }

            @Override
            public long bytes() {
                return batchBytes();
            }

            @Override
            public void reached() {
                goal.reached();
            }
        };
    }

    int dutyPercent(String lane) {
        return share().dutyPercent(of(lane, Limit.DUTY_PERCENT).orElseGet(() -> overall(Limit.DUTY_PERCENT)));
    }

    /** What keeps the latency. */
    LatencyGoal goal() {
        return goal;
    }

    /** Whether consumers rest to keep the latency. */
    boolean restsForItsGoal() {
        return share().rests();
    }

    private Share share() {
        return new Share(goal.share());
    }

    /** Milliseconds that a transaction may take; 0 for no goal. */
    public int latencyGoalMillis() {
        return goal.goalMillis();
    }

    /** How the goal is kept. */
    @Override
    public LoadStatus get() {
        return new LoadStatus(goal.goalMillis(), goal.latencyMillis(), goal.share(), goal.reason());
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
            holding.add(holding(Limit.ALL_LANES, limit, overall(limit), of(Limit.ALL_LANES, limit).isEmpty()));
        }
        set.entrySet().stream().filter(entry -> !entry.getKey().lane().equals(Limit.ALL_LANES))
                .map(entry -> holding(entry.getKey().lane(), entry.getKey().limit(), entry.getValue(), false))
                .sorted((a, b) -> (a.lane() + " " + a.limit()).compareTo(b.lane() + " " + b.limit())).forEach(holding::add);
        return holding;
    }

    private Holding holding(String lane, Limit limit, int value, boolean bySetting) {
        int now = switch (limit) {
            case BATCH_ROWS -> share().rows(value);
            case TRANSACTIONS -> transactions(value);
            case DUTY_PERCENT -> share().dutyPercent(value);
            case ROWS_PER_SECOND -> value;
            case LATENCY_GOAL -> (int) Math.round(goal.latencyMillis());
        };
        return new Holding(lane, limit.toString(), value, now, bySetting);
    }
}
