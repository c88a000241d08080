package sluice.apply;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.event.Barrier;
import sluice.event.SchemaChange;
import sluice.schema.OracleDialect;
import sluice.schema.OwnTables;
import sluice.schema.ParkedTable;
import sluice.schema.ReconcileTable;
import sluice.schema.TableId;

/**
 * Barriers in the target: who has arrived, who carries out the action, and whether it is done.
 *
 * <p>An arrival is written in the transaction that moves the partition's watermark to the barrier, so it is a fact
 * that lasts: all that stands before the barrier in that partition is applied. The action is carried out by whoever
 * claims it, in chunks; each chunk's transaction locks the claim first. The race that this prevents: a process is
 * frozen between its claim and its DELETE, another takes the claim over, finishes, the partitions go on and insert
 * new rows; then the first one wakes up. Its claim has another owner or is done: it deletes nothing.
 */
public final class Barriers {

    /** Among the fields of a log line: the table that it is about. */
    static final String TABLE = "table";

    private static final Logger LOG = LoggerFactory.getLogger(Barriers.class);
    private static final long LOOKED_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int REASON_CHARACTERS = 1_000;

    private final JdbcTemplate target;
    private final RowPlans tables;
    private final OracleDialect dialect;
    private final int claimSeconds;
    private final int chunkRows;
    private final String owner = UUID.randomUUID().toString();
    private final Map<String, PendingBarrier> pending = new ConcurrentHashMap<>();
    private final Deque<Due> due = new ArrayDeque<>(); // guarded by this
    private volatile String lastFailure = "";

    /**
     * @param claimSeconds after so long without a sign of life a claim may be taken over
     * @param chunkRows    rows that one transaction deletes
     */
    public Barriers(DataSource target, RowPlans tables, OracleDialect dialect, int claimSeconds, int chunkRows) {
        this.target = new JdbcTemplate(target);
        this.tables = tables;
        this.dialect = dialect;
        this.claimSeconds = claimSeconds;
        this.chunkRows = chunkRows;
    }

    /**
     * One step of a barrier's action, as the route sees it.
     *
     * @param table  at the source
     * @param sql    deletes a chunk of rows
     * @param rows   that it deletes at most
     * @param schema the barrier, if its action is a change of the table's structure; else null
     * @param begins a snapshot begins, and whose rows the table holds is to be looked at before any is deleted
     */
    public record Chunk(String barrier, TableId table, String sql, int rows, Barrier schema, boolean begins) {

        /** The same, with the table's rows to be deleted. */
        Chunk emptying() {
            return new Chunk(barrier, table, sql, rows, schema, false);
        }
    }

    /** Writes the arrivals of the batch's partitions, in the caller's transaction. */
    public void arrive(Batch batch) {
        for (Slice slice : batch.slices()) {
            Barrier barrier = slice.barrier();
            if (barrier != null) {
                once(OwnTables.CREATE_BARRIER, barrier.id(), barrier.kind().name(), barrier.table().database(),
                        barrier.table().table(), barrier.partitions());
                once(OwnTables.CREATE_ARRIVAL, barrier.id(), slice.partition().partition());
            }
        }
    }

    /** Inserts a row that another partition, or this one before a crash, may have inserted already. */
    private void once(String insert, Object... values) {
        try {
            target.update(insert, values);
        } catch (DuplicateKeyException e) {
            LOG.debug("already there: {}", values, e);
        }
    }

    BarrierProgress progress(Barrier barrier) {
        pending.computeIfAbsent(barrier.id(), id -> new PendingBarrier(barrier)).seen();
        BarrierProgress progress = target.queryForObject(OwnTables.READ_BARRIER, (row, i) ->
                new BarrierProgress(row.getString(1).equals("done"), row.getInt(4), row.getInt(3), row.getString(5)), barrier.id());
        if (progress.done()) {
            pending.remove(barrier.id());
            if (barrier.kind() == Barrier.Kind.SCHEMA) {
                tables.forget(barrier.table()); // before the partition goes on: its rows need the table as it is now
            }
        }
        return progress;
    }

    /** Partitions have come to this process, from another one that may have passed changes of their tables. */
    void assigned(Collection<TopicPartition> partitions) {
        tables.forget(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
    }

    /**
     * Claims a barrier whose action is due. Null if there is none, or no partition of this process waits. What was found due and is not any more
     * cannot be claimed: that is compared and set. So all are asked for at once, which counts where a snapshot of thousands of tables begins.
     */
    public synchronized Chunk claim() {
        pending.values().removeIf(waiting -> waiting.unseenFor(LOOKED_NANOS));
        if (pending.isEmpty()) {
            return null;
        }
        if (due.isEmpty()) {
            due.addAll(target.query(OwnTables.DUE_BARRIERS, (row, i) -> new Due(row.getString(1),
                    Barrier.Kind.valueOf(row.getString(2)), new TableId(row.getString(3), row.getString(4))), claimSeconds));
        }
        for (Due barrier = due.poll(); barrier != null; barrier = due.poll()) {
            Chunk chunk = barrier.kind() == Barrier.Kind.SCHEMA ? schema(barrier) : chunk(barrier);
            if (chunk != null && target.update(OwnTables.CLAIM_BARRIER, owner, chunk.barrier(), claimSeconds) == 1) {
                LOG.atInfo().addKeyValue(TABLE, chunk.table()).log("All have arrived at the barrier '{}': carrying it out", chunk.barrier());
                return chunk;
            }
        }
        return null;
    }

    /** Null if no partition of this process waits there, which alone knows what the change is, or if it is not time to look again. */
    private Chunk schema(Due due) {
        PendingBarrier waiting = pending.get(due.barrier());
        if (waiting == null || !waiting.due()) {
            return null;
        }
        waiting.postpone();
        return new Chunk(due.barrier(), due.table(), "", 0, waiting.barrier(), false);
    }

    private record Due(String barrier, Barrier.Kind kind, TableId table) {
    }

    /** Null if the target has no such table: that barrier waits for an operator, and the others do not wait for it (P4). */
    private Chunk chunk(Due due) {
        try {
            return new Chunk(due.barrier(), due.table(), dialect.deleteChunk(tables.describe(due.table())), chunkRows, null,
                    due.kind() == Barrier.Kind.SNAPSHOT);
        } catch (SchemaMismatchException e) {
            waits(e);
            return null;
        }
    }

    /**
     * Locks the claim for the caller's transaction.
     *
     * @throws FencedBarrierException if it is not ours any more
     */
    public void hold(Chunk chunk) {
        if (target.update(OwnTables.HOLD_BARRIER, chunk.barrier(), owner) != 1) {
            throw new FencedBarrierException(chunk.barrier());
        }
    }

    /**
     * Records a chunk in the caller's transaction.
     *
     * @param deleted rows that the chunk deleted; fewer than a full chunk means that the table is empty
     * @return the chunk that is to follow, null if the action is done
     */
    public Chunk advance(Chunk chunk, int deleted) {
        boolean more = deleted >= chunk.rows();
        if (!more) {
            supersedeParked(chunk);
            target.update(ReconcileTable.CLEAR, chunk.table().database(), chunk.table().table()); // nothing is left to reconcile
        }
        target.update(OwnTables.ADVANCE_BARRIER, deleted, more ? "claimed" : "done", chunk.barrier());
        return more ? chunk : null;
    }

    /** The barrier's table keeps its rows: it is done, in the caller's transaction. */
    void passed(Chunk chunk) {
        supersedeParked(chunk);
        target.update(OwnTables.ADVANCE_BARRIER, 0, "done", chunk.barrier());
    }

    /** What was parked before the rows went away must not come back behind that. */
    private void supersedeParked(Chunk chunk) {
        target.update(ParkedTable.SUPERSEDE_TABLE, "the barrier '" + chunk.barrier() + "'", chunk.table().database(),
                chunk.table().table());
    }

    /** Whether an operator has taken the barrier's matter on: it is passed as it is. */
    boolean accepted(Chunk chunk) {
        return target.queryForObject(OwnTables.READ_ACCEPTED, String.class, chunk.barrier()) != null;
    }

    /**
     * Records the end of a look at a schema change, in the caller's transaction.
     *
     * @param reason what an operator has to do before the partitions can go on; null if they can
     */
    void settle(Chunk chunk, String reason) {
        if (reason == null) {
            if (chunk.schema().change().type() != SchemaChange.Type.ALTER) {
                supersedeParked(chunk);
            }
            target.update(OwnTables.ADVANCE_BARRIER, 0, "done", chunk.barrier());
            return;
        }
        String cut = reason.length() > REASON_CHARACTERS ? reason.substring(0, REASON_CHARACTERS - 3) + "..." : reason;
        PendingBarrier waiting = pending.get(chunk.barrier());
        if (waiting != null && waiting.tell(cut)) {
            LOG.atWarn().addKeyValue(TABLE, waiting.barrier().table()).log("Table {} is held, the others go on: {}", waiting.barrier().table(), cut);
        }
        target.update(OwnTables.HOLD_BACK_BARRIER, cut, chunk.barrier(), owner);
    }

    /** The action could not be carried out; whoever looks next tries again, at the latest when the claim has run out. */
    public void failed(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Chunk chunk = exchange.getProperty("chunk", Chunk.class);
        if (chunk == null || chunk.schema() == null || Fault.of(failure) == Fault.FENCED) {
            waits(failure);
            return;
        }
        try {
            settle(chunk, SchemaChanges.at(chunk.schema()) + Fault.told(failure) + "; it is tried again");
        } catch (DataAccessException e) {
            waits(failure);
        }
    }

    private void waits(Throwable failure) {
        waits(Fault.told(failure));
    }

    private void waits(String reason) {
        if (!reason.equals(lastFailure)) {
            LOG.warn("A barrier waits: {}", reason);
        }
        lastFailure = reason;
    }
}
