package sluice.apply;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.Registry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sluice.schema.OwnTables;

/**
 * Writes batches as a lane does, for trial: by the lane's own classes and by the operator's own route {@code commit-changes}, in a
 * transaction that always ends with a rollback.
 *
 * <p>The rule: the transaction is begun here, around the route, so that the route's own joins it. Whatever the route writes, the rows,
 * the watermarks, the arrivals at barriers, is taken back with it.
 *
 * <p>The race: a lane that begins to apply meanwhile moves a watermark. Then the compare-and-set of the batch misses, as it does
 * between two lanes ({@link FencedException}); so no figure is ever taken of rows that are applied already.
 */
public final class Rehearsal implements AutoCloseable {

    /** The route that is rehearsed. */
    public static final String ROUTE = "commit-changes";
    /** The route that it calls. */
    public static final String ROWS_ROUTE = "write-rows";

    private final BatchDecoder decoder;
    private final Watermarks watermarks;
    private final Strands strands;
    private final TransactionTemplate transaction;
    private final ProducerTemplate route;
    private final JdbcTemplate target;

    /** Where a partition stands in the target; {@code topicId} is that of the topic at its first watermark. */
    public record Place(long next, String topicId) {
    }

    /** What a batch is made of: records of one partition, in their order, and the partition's watermark in the target. */
    public record Part(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long watermark) {
    }

    /** How a rehearsal ended: rolled back after all was written; the target refuses rows; or a failure that may pass. */
    public enum End {
        WRITTEN, REFUSED, FAILED
    }

    /**
     * A batch that was rehearsed.
     *
     * @param changes  before compaction
     * @param decoded  nanoseconds until its statements were known
     * @param written  nanoseconds from the begin of the transaction until all was written
     * @param undone   nanoseconds of the rollback
     * @param barriers the offset of the barrier at which a partition ended before its records did: one that bears no mark, of a Connect cluster
     * @param reason   why it was not written; empty if it was
     */
    public record Result(End end, int changes, long decoded, long written, long undone, Map<TopicPartition, Long> barriers, String reason) {
    }

    /** @param camel has the route started, and the beans of the route files */
    public Rehearsal(CamelContext camel) {
        Registry beans = camel.getRegistry();
        decoder = beans.lookupByNameAndType("decoder", BatchDecoder.class);
        watermarks = beans.lookupByNameAndType("watermarks", Watermarks.class);
        strands = beans.lookupByNameAndType("strands", Strands.class);
        target = new JdbcTemplate(beans.lookupByNameAndType("target", DataSource.class));
        transaction = new TransactionTemplate(beans.lookupByNameAndType("transactionManager", PlatformTransactionManager.class));
        route = camel.createProducerTemplate();
    }

    /** A pattern for the topics of a lane, as its operator names them. */
    public static Pattern topics(Collection<String> names) {
        return TopicSet.pattern(names);
    }

    /** A consumer as a lane has it, whose polls end when they have enough bytes. */
    public static Consumer<byte[], byte[]> consumer(Properties settings, long pollBytes) {
        return BoundedConsumer.of(settings, pollBytes);
    }

    /** Empty if the partition has no watermark yet. */
    public Optional<Place> place(TopicPartition partition) {
        return watermarks.read(partition).map(found -> new Place(found.next(), found.topicId()));
    }

    /** Whether a barrier is done: the lanes have gone on behind it. */
    public boolean passed(String barrier) {
        return target.query(OwnTables.READ_BARRIER, (row, i) -> row.getString(1).equals("done"), barrier).contains(true);
    }

    /**
     * Writes a batch and takes it back.
     *
     * @throws FencedException if a watermark is not where the batch says
     * @throws TargetException if the target cannot be written to at all: a table does not fit, a privilege is missing
     */
    public Result write(List<Part> parts) {
        Batch batch = batch(parts);
        long begin = System.nanoTime();
        try {
            decoder.decode(batch);
        } catch (RuntimeException e) {
            return failed(batch, e, System.nanoTime() - begin);
        }
        long decoded = System.nanoTime() - begin;
        if (batch.isSuspect()) {
            return refused(batch, decoded, batch.refusals().get(0).describe());
        }
        Attempt attempt = attempt(batch);
        if (attempt.failure() != null && Fault.of(attempt.failure()) == Fault.DATA) {
            attempt = attemptToMerge(batch);
        }
        if (attempt.failure() != null) {
            return failed(batch, attempt.failure(), decoded);
        }
        return new Result(End.WRITTEN, batch.getChanges(), decoded, attempt.written(), attempt.undone(), barriers(batch), "");
    }

    /** A row that was to be inserted may be there: the lane merges then, and so is it done here. */
    private Attempt attemptToMerge(Batch batch) {
        batch.attempt();
        batch.attempt();
        return attempt(batch);
    }

    /** As a whole: a transaction that is taken back cannot be seen by several. */
    private Batch batch(List<Part> parts) {
        return new Batch(null, parts.stream().map(part -> new Slice(part.partition(), part.records(), part.watermark(),
                part.records().get(part.records().size() - 1).offset() + 1, Set.of(), strands(part.partition()))).toList());
    }

    private PartitionStrands strands(TopicPartition partition) {
        return watermarks.read(partition).flatMap(watermark -> strands.read(partition, watermark)).orElse(PartitionStrands.NONE);
    }

    private record Attempt(long written, long undone, Throwable failure) {
    }

    private Attempt attempt(Batch batch) {
        long begin = System.nanoTime();
        long[] written = new long[1];
        Exchange sent = transaction.execute(status -> {
            status.setRollbackOnly();
            Exchange exchange = route.send("direct:" + ROUTE, message -> message.setProperty(Lanes.BATCH, batch));
            written[0] = System.nanoTime();
            return exchange;
        });
        return new Attempt(written[0] - begin, System.nanoTime() - written[0], sent.getException());
    }

    private static Result failed(Batch batch, Throwable failure, long decoded) {
        return switch (Fault.of(failure)) {
            case DATA -> refused(batch, decoded, Fault.told(failure));
            case TRANSIENT -> new Result(End.FAILED, batch.getChanges(), decoded, 0, 0, Map.of(), Fault.told(failure));
            case FENCED -> throw fenced(failure);
            case SCHEMA, FATAL -> throw new TargetException(Fault.told(failure), Fault.quotesValues(failure) ? null : failure);
        };
    }

    private static Result refused(Batch batch, long decoded, String reason) {
        return new Result(End.REFUSED, batch.getChanges(), decoded, 0, 0, barriers(batch), reason);
    }

    private static FencedException fenced(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedException fenced) {
                return fenced;
            }
        }
        throw new IllegalStateException(failure);
    }

    private static Map<TopicPartition, Long> barriers(Batch batch) {
        return batch.slices().stream().filter(slice -> slice.barrier() != null).collect(Collectors.toMap(Slice::partition, Slice::next));
    }

    /**
     * The nanoseconds of a commit, which a rollback does not show: of a transaction that locks the partitions' watermarks and gives
     * them the values that they have. So nothing is left behind, also when the process dies at any moment.
     */
    public Duration commit(Collection<TopicPartition> partitions) {
        long[] touched = new long[1];
        transaction.executeWithoutResult(status -> {
            target.batchUpdate(OwnTables.TOUCH_WATERMARK, partitions.stream()
                    .map(partition -> new Object[] {partition.topic(), partition.partition()}).toList());
            touched[0] = System.nanoTime();
        });
        return Duration.ofNanos(System.nanoTime() - touched[0]);
    }

    @Override
    public void close() {
        route.stop();
    }
}
