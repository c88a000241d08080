package sluice.apply;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.control.RootCause;
import sluice.event.Barrier;
import sluice.schema.OracleDialect;
import sluice.schema.OwnTables;
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

    private static final Logger LOG = LoggerFactory.getLogger(Barriers.class);
    private static final long LOOKED_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final JdbcTemplate target;
    private final RowPlans tables;
    private final OracleDialect dialect;
    private final int claimSeconds;
    private final int chunkRows;
    private final String owner = UUID.randomUUID().toString();
    private volatile long lastLook = System.nanoTime() - LOOKED_NANOS;
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

    /** One chunk of a barrier's action, as the route sees it. */
    public record Chunk(String barrier, String sql, int rows) {
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

    /** How far a barrier is, for the gate and for the status. */
    record Progress(boolean done, int arrived, int partitions) {

        String describe(Barrier barrier) {
            return arrived < partitions
                    ? barrier.kind() + " of " + barrier.table() + ": " + arrived + " of " + partitions + " partitions have arrived"
                    : barrier.kind() + " of " + barrier.table() + " is carried out";
        }
    }

    Progress progress(Barrier barrier) {
        lastLook = System.nanoTime();
        return target.queryForObject(OwnTables.READ_BARRIER, (row, i) ->
                new Progress(row.getString(1).equals("done"), row.getInt(4), row.getInt(3)), barrier.id());
    }

    /** Claims a barrier whose action is due. Null if there is none, or no partition of this process waits. */
    public Chunk claim() {
        if (System.nanoTime() - lastLook > LOOKED_NANOS) {
            return null;
        }
        List<Due> due = target.query(OwnTables.DUE_BARRIERS, (row, i) ->
                new Due(row.getString(1), new TableId(row.getString(3), row.getString(4))), claimSeconds);
        for (Due barrier : due) {
            Chunk chunk = chunk(barrier);
            if (chunk != null && target.update(OwnTables.CLAIM_BARRIER, owner, chunk.barrier(), claimSeconds) == 1) {
                LOG.info("All have arrived at the barrier '{}': carrying it out", chunk.barrier());
                return chunk;
            }
        }
        return null;
    }

    private record Due(String barrier, TableId table) {
    }

    /** Null if the target has no such table: that barrier waits for an operator, and the others do not wait for it (P4). */
    private Chunk chunk(Due due) {
        try {
            return new Chunk(due.barrier(), dialect.deleteChunk(tables.describe(due.table())), chunkRows);
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
        target.update(OwnTables.ADVANCE_BARRIER, deleted, more ? "claimed" : "done", chunk.barrier());
        return more ? chunk : null;
    }

    /** The action could not be carried out; whoever looks next tries again, at the latest when the claim has run out. */
    public void failed(Exchange exchange) {
        waits(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    private void waits(Throwable failure) {
        String reason = RootCause.of(failure);
        if (!reason.equals(lastFailure)) {
            LOG.warn("A barrier waits: {}", reason);
        }
        lastFailure = reason;
    }
}
