package sluice.apply;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.event.SourcePosition;
import sluice.kafka.Topics;
import sluice.schema.OwnTables;

/**
 * The watermark of each partition: the next offset to apply, kept in the target and moved by compare-and-set in the
 * transaction of the rows.
 *
 * <p>The race that the compare-and-set prevents: a consumer that was frozen or cut off past its Kafka session wakes up
 * and commits its batch, after another has taken its partition over and applied the same changes and newer ones. Its
 * watermark is not the expected one any more, so its whole transaction is rolled back (P2).
 *
 * <p>As an {@link IdempotentRepository} it tells whether a batch is applied already. Nothing is added, confirmed or
 * removed there: Camel would do it outside the transaction.
 */
public final class Watermarks extends ServiceSupport implements IdempotentRepository {

    private static final int[] MOVE_TYPES = {Types.NUMERIC, Types.VARCHAR, Types.TIMESTAMP_WITH_TIMEZONE, Types.VARCHAR,
        Types.NUMERIC, Types.NUMERIC, Types.NUMERIC};

    /** A watermark as it stands in the target; {@code strands} is how many transactions at once may write what stands behind it. */
    record Watermark(long next, String topicId, int strands) {
    }

    private final JdbcTemplate target;
    private final boolean acceptsRestored;

    /** @param restored {@code accept}: a target that was restored from an older time is followed from there; {@code refuse} */
    public Watermarks(DataSource target, String restored) {
        this.target = new JdbcTemplate(target);
        this.acceptsRestored = restored.equals("accept");
    }

    /** Whether a watermark may be older than what was applied before. */
    boolean acceptsRestored() {
        return acceptsRestored;
    }

    /** How many partitions a topic had at its first watermark; null if nobody wrote it down. */
    Integer partitions(String topic) {
        return target.queryForObject(OwnTables.READ_PARTITIONS, Integer.class, topic);
    }

    /** Writes the number of partitions down where an earlier version did not. */
    void notePartitions(String topic, int partitions) {
        target.update(OwnTables.NOTE_PARTITIONS, partitions, topic);
    }

    /** The partition's watermark; empty if it has none yet. */
    Optional<Watermark> read(TopicPartition partition) {
        List<Watermark> found = target.query(OwnTables.READ_WATERMARK,
                (row, i) -> new Watermark(row.getLong(1), row.getString(2), row.getInt(3)), partition.topic(), partition.partition());
        return found.stream().findFirst();
    }

    /** Makes the partition's first watermark, unless another process has just made it. */
    Watermark create(TopicPartition partition, long offset, Topics.Identity topic) {
        try {
            target.update(OwnTables.CREATE_WATERMARK, partition.topic(), partition.partition(), offset, topic.id(), topic.partitions());
            return new Watermark(offset, topic.id(), 1);
        } catch (DuplicateKeyException e) {
            return read(partition).orElseThrow(() -> e);
        }
    }

    /**
     * Moves the watermarks of all partitions of the batch, in the caller's transaction. It comes first there: it locks
     * the watermarks, so of two processes that believe to own a partition the second waits here and then stops,
     * before it has touched a row.
     *
     * @throws FencedException if a watermark is not where this lane left it
     */
    public void move(Batch batch) {
        if (!batch.divided()) {
            batch.begins(); // else with its shares
        }
        List<Slice> slices = batch.slices();
        int[] moved = target.batchUpdate(OwnTables.MOVE_WATERMARK, slices.stream().map(Watermarks::move).toList(), MOVE_TYPES);
        for (int i = 0; i < moved.length; i++) {
            if (moved[i] != 1) {
                throw new FencedException(slices.get(i));
            }
        }
    }

    private static Object[] move(Slice slice) {
        SourcePosition last = slice.last();
        boolean known = last != SourcePosition.UNKNOWN;
        return new Object[] {slice.next(), known ? last.toString() : null,
            known ? Instant.ofEpochMilli(last.millis()).atOffset(ZoneOffset.UTC) : null,
            slice.partition().topic(), slice.partition().partition(), slice.expected(), slice.strands().count()};
    }

    /**
     * Whether the batch of the exchange is applied already. Before the first attempt the lane's own chain knows that
     * it is not; after a failed one the commit may have gone through unheard (a connection cut at the wrong moment),
     * and the target is asked.
     */
    @Override
    public boolean contains(Exchange exchange, String key) {
        Batch batch = exchange.getProperty(Lanes.BATCH, Batch.class);
        boolean applied = batch.inDoubt() && batch.slices().stream().allMatch(this::passed);
        if (applied) {
            batch.foundApplied();
        }
        batch.attempt();
        return applied;
    }

    private boolean passed(Slice slice) {
        return read(slice.partition()).map(watermark -> watermark.next() >= slice.next()
                && slice.next() > slice.expected()).orElse(false);
    }

    @Override
    public boolean contains(String key) {
        throw new UnsupportedOperationException("a batch is looked up by its exchange");
    }

    @Override
    public boolean add(String key) {
        return true;
    }

    @Override
    public boolean remove(String key) {
        return true;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("watermarks are dropped by an explicit command only");
    }
}
