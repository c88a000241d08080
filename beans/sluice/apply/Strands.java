package sluice.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sluice.load.Limits;
import sluice.schema.StrandTable;

/**
 * Several transactions at once for the changes of one partition: its keys are shared out over strands, and each strand has a place of its own
 * in the target, moved by compare-and-set in the transaction of its rows. The partition's watermark follows when all strands of the batch are
 * committed; so it says what it always says: all before it is applied. A strand may be ahead of it, by one batch.
 *
 * <p>The rule: whoever writes a row holds the place of its strand in the same transaction, whether it writes one share or a whole batch. The race that this
 * prevents: an owner that was frozen wakes up and commits its share when the next owner has applied newer changes of the same keys (P2).
 *
 * <p>A second race: the number of strands changes while somebody is frozen, and the old shares are not the new ones. So the number stands in
 * the watermark and in each strand's row, it is compared with the offset, and it only changes while no strand is ahead.
 *
 * <p>What parks, or may supersede parked rows, is written in one transaction: a row that is parked and its successor must change at once (P4).
 */
public final class Strands {

    private static final Logger LOG = LoggerFactory.getLogger(Strands.class);

    private final JdbcTemplate target;
    private final TransactionTemplate transaction;
    private final Limits limits;

    public Strands(DataSource target, Limits limits) {
        this.target = new JdbcTemplate(target);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(target));
        this.limits = limits;
    }

    /**
     * Where a partition's strands stand, to be asked behind its watermark: a strand that has moved since is seen to be ahead, and what was read
     * too early is noticed by the compare-and-set.
     *
     * @return empty if another process is changing their number
     */
    Optional<PartitionStrands> read(TopicPartition partition, Watermarks.Watermark watermark) {
        if (watermark.strands() == 1) {
            return Optional.of(PartitionStrands.NONE);
        }
        List<long[]> found = target.query(StrandTable.READ, (row, i) -> new long[] {row.getLong(1), row.getLong(2)}, partition.topic(),
                partition.partition());
        boolean complete = found.size() == watermark.strands() && found.stream().allMatch(strand -> strand[0] == watermark.strands());
        return complete ? Optional.of(PartitionStrands.at(found.stream().mapToLong(strand -> strand[1]).toArray())) : Optional.empty();
    }

    /**
     * The number of a partition's strands becomes what its lane wants, unless one is ahead: then the next batch makes them level first.
     *
     * @return where they stand now; empty if another process has moved something meanwhile
     */
    Optional<PartitionStrands> recount(TopicPartition partition, long watermark, PartitionStrands found, int wanted) {
        if (found.count() == wanted || !found.level(watermark)) {
            return Optional.of(found);
        }
        boolean done = transaction.execute(status -> {
            boolean ours = change(partition, watermark, found, wanted);
            if (!ours) {
                status.setRollbackOnly();
            }
            return ours;
        });
        if (!done) {
            return Optional.empty();
        }
        LOG.info("Partition {} is applied by {} transaction(s) at once from offset {} on", partition, wanted, watermark);
        return Optional.of(PartitionStrands.level(wanted, watermark));
    }

    private boolean change(TopicPartition partition, long watermark, PartitionStrands found, int wanted) {
        if (target.update(StrandTable.RECOUNT, wanted, partition.topic(), partition.partition(), watermark, found.count()) != 1) {
            return false;
        }
        int removed = target.update(StrandTable.REMOVE, partition.topic(), partition.partition(), watermark);
        if (removed != (found.several() ? found.count() : 0)) {
            return false; // somebody who was frozen has just committed a share
        }
        for (int strand = 0; strand < wanted && wanted > 1; strand++) {
            target.update(StrandTable.ADD, partition.topic(), partition.partition(), strand, wanted, watermark);
        }
        return true;
    }

    /**
     * What is written of a batch before its watermarks move, each share by a transaction of its own: no more of them than the limit allows.
     *
     * @return none if the batch is written as a whole
     * @throws FencedException if another process has gone on with a strand
     */
    public List<Share> shares(Batch batch) {
        if (!batch.divided()) {
            return List.of();
        }
        batch.begins();
        if (batch.attempts() > 1) {
            findCommitted(batch);
        }
        List<Integer> open = batch.openStrands();
        int transactions = Math.min(open.size(), limits.concurrentTransactions());
        List<Share> shares = new ArrayList<>();
        for (int share = 0; share < transactions; share++) {
            Set<Integer> strands = new TreeSet<>();
            for (int i = share; i < open.size(); i += transactions) {
                strands.add(open.get(i));
            }
            shares.add(new Share(batch, strands, batch.statementsOf(strands)));
        }
        return shares;
    }

    /** A commit may have gone through unheard. A strand that is partly where the batch leads to is somebody else's doing. */
    private void findCommitted(Batch batch) {
        for (int strand : batch.openStrands()) {
            List<Slice> slices = batch.slices(strand);
            long committed = slices.stream().filter(slice -> place(slice, strand) >= slice.strandTo(strand)).count();
            if (committed == slices.size()) {
                batch.committed(Set.of(strand));
            } else if (committed > 0) {
                throw new FencedException(slices.get(0));
            }
        }
    }

    private long place(Slice slice, int strand) {
        List<Long> places = target.query(StrandTable.READ, (row, i) -> row.getInt(1) == slice.strands().count() ? row.getLong(2) : -1,
                slice.partition().topic(), slice.partition().partition());
        return strand < places.size() ? places.get(strand) : -1;
    }

    /**
     * Moves the strands of a share, in the caller's transaction, before its rows.
     *
     * @throws FencedException if one is not where this lane has left it
     */
    public void moveShare(Share share) {
        moveAll(share.batch(), share.strands());
    }

    /**
     * Moves the strands of a batch that no share has written, in the caller's transaction behind the watermarks.
     *
     * @throws FencedException if one is not where this lane has left it
     */
    public void moveOthers(Batch batch) {
        moveAll(batch, Set.copyOf(batch.openStrands()));
    }

    /** In one order for everybody: an old and a new owner wait for each other's end, not crosswise. */
    private void moveAll(Batch batch, Set<Integer> strands) {
        List<Object[]> moves = new ArrayList<>();
        List<Slice> moved = new ArrayList<>();
        for (Slice slice : batch.slices()) {
            for (int strand : slice.touched().stream().filter(strands::contains).sorted().toList()) {
                moves.add(new Object[] {slice.strandTo(strand), slice.partition().topic(), slice.partition().partition(), strand,
                    slice.strands().count(), slice.strands().at(strand)});
                moved.add(slice);
            }
        }
        if (moves.isEmpty()) {
            return;
        }
        int[] counts = target.batchUpdate(StrandTable.MOVE, moves);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 1) {
                throw new FencedException(moved.get(i));
            }
        }
    }

    /** The share's transaction is committed. */
    public void committed(Share share) {
        share.batch().committed(share.strands());
    }
}
