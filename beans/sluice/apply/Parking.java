package sluice.apply;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import sluice.event.ChangeEventDecoder;
import sluice.event.SourcePosition;
import sluice.schema.ParkedTable;
import sluice.schema.TableId;

/**
 * Parks rows that the target refuses, in the transaction of their batch: the good rows, the parked ones and the
 * watermark are committed together or not at all (P1, P4).
 *
 * <p>The rule for keys: of the parked rows of a key the last one counts. Whatever is applied or parked of that key
 * later supersedes it in its own transaction, so what is still parked is the newest that is known of its key, and a
 * replay overwrites nothing newer (P2). While a partition has no parked rows this costs nothing.
 */
public final class Parking {

    private final DataSource dataSource;
    private final JdbcTemplate target;
    private final ParkedRows rows;
    private final ParkingLimits limits;

    public Parking(DataSource target, ParkedRows rows, ParkingLimits limits) {
        this.dataSource = target;
        this.target = new JdbcTemplate(target);
        this.rows = rows;
        this.limits = limits;
    }

    /** Whether a batch failed for rows of its own, which are to be found out: used by the route. */
    public boolean rowsAreRefused(Exchange exchange) {
        Batch batch = exchange.getProperty(Lanes.BATCH, Batch.class);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return !batch.isSuspect() && refuses(batch, failure);
    }

    /** A row that is replayed goes back where it was, whatever is wrong with it: it must not stop the lane a second time. */
    private static boolean refuses(Batch batch, Throwable failure) {
        return switch (Fault.of(failure)) {
            case DATA -> true;
            case SCHEMA, FATAL -> batch.replay();
            case TRANSIENT, FENCED -> false;
        };
    }

    /**
     * Resolves parked rows, in the caller's transaction behind the watermarks: those that the batch's changes supersede,
     * or those that it replays.
     *
     * @throws FencedException if what is to be replayed may not be written any more
     */
    public void resolve(Batch batch) {
        if (batch.replay()) {
            claim(batch);
        } else if (batch.slices().stream().anyMatch(slice -> !slice.parkedKeys().isEmpty())) {
            supersede(batch);
        }
    }

    private void supersede(Batch batch) {
        for (Change change : batch.keys()) {
            ConsumerRecord<byte[], byte[]> record = change.record();
            Slice slice = batch.slice(record);
            if (slice.parkedKeys().isEmpty()) {
                continue;
            }
            String hash = change.parkedKey().hash();
            if (slice.parkedKeys().contains(hash)) {
                target.update(ParkedTable.SUPERSEDE, "the change at offset " + record.offset(), record.topic(),
                        record.partition(), hash, record.offset());
                batch.superseded();
            }
        }
    }

    /**
     * The race that the look at the barriers prevents: the owner of a partition finds a request and freezes; the partition
     * arrives at a truncate under its next owner, whose watermark may be the same; the table is emptied; the first owner
     * wakes up and brings the row back. The watermark's lock orders the two.
     */
    private void claim(Batch batch) {
        Slice slice = batch.slices().get(0);
        for (Change change : batch.keys()) {
            TableId table = change.plan().source();
            Integer held = target.queryForObject(ParkedTable.AT_BARRIER, Integer.class, slice.partition().partition(),
                    table.database(), table.table());
            if (held != null && held > 0) {
                throw FencedException.atBarrier(slice);
            }
        }
        for (Long id : batch.replays().values()) {
            if (target.update(ParkedTable.CLAIM, id) != 1) {
                throw FencedException.resolved(id);
            }
        }
    }

    /**
     * Writes the batch's rows in the caller's transaction, but for those that the target refuses.
     *
     * @throws ParkingLimitException if more rows are refused than the lane may park
     */
    public void isolate(Batch batch) {
        batch.examine();
        ParkingLimits.Left left = left(batch);
        int known = batch.refusals().size();
        if (known > left.rows()) {
            throw exceeded(batch, left, batch.refusals().get(known - 1).errorClass());
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            batch.refused(new Halving(connection, failure -> refuses(batch, failure), left.rows() - known).write(batch.merging()));
        } catch (Halving.TooManyException e) {
            throw exceeded(batch, left, Refusal.errorClass(e));
        } catch (SQLException e) {
            throw new TargetException("the rows of a batch cannot be written one by one", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** What is replayed is parked already. */
    private ParkingLimits.Left left(Batch batch) {
        if (batch.replay()) {
            return new ParkingLimits.Left(Integer.MAX_VALUE, "");
        }
        Lane lane = batch.gate().lane();
        return limits.left(rows.load().entrySet().stream().filter(load -> lane.has(load.getKey()))
                .map(Map.Entry::getValue).toList());
    }

    private static ParkingLimitException exceeded(Batch batch, ParkingLimits.Left left, String errorClass) {
        return left.exceeded(batch.gate().lane().name(), errorClass);
    }

    /** Parks the refused rows, in the caller's transaction. */
    public void park(Batch batch) {
        if (batch.replay()) {
            batch.refusals().forEach(refusal -> target.update(ParkedTable.PARK_AGAIN, refusal.errorClass(), refusal.errorText(),
                    batch.replays().get(refusal.change().record())));
        } else if (!batch.refusals().isEmpty()) {
            insert(batch.refusals());
        }
    }

    private void insert(List<Refusal> refusals) {
        target.batchUpdate(ParkedTable.PARK, refusals, refusals.size(), Parking::bind);
    }

    private static void bind(PreparedStatement statement, Refusal refusal) throws SQLException {
        Change change = refusal.change();
        ConsumerRecord<byte[], byte[]> record = change.record();
        ParkedKey key = change.parkedKey();
        SourcePosition position = change.position();
        statement.setString(1, record.topic());
        statement.setInt(2, record.partition());
        statement.setLong(3, record.offset());
        statement.setString(4, change.plan().source().database());
        statement.setString(5, change.plan().source().table());
        statement.setString(6, key.hash());
        statement.setString(7, key.text());
        statement.setString(8, change.operation().name());
        statement.setString(9, position == SourcePosition.UNKNOWN ? null : position.toString());
        statement.setObject(10, position.millis() == 0 ? null : Instant.ofEpochMilli(position.millis()).atOffset(ZoneOffset.UTC),
                Types.TIMESTAMP_WITH_TIMEZONE);
        Header schema = record.headers().lastHeader(ChangeEventDecoder.SCHEMA_HEADER);
        statement.setString(11, schema == null ? null : new String(schema.value(), StandardCharsets.UTF_8));
        statement.setString(12, refusal.errorClass());
        statement.setString(13, refusal.errorText());
        statement.setBytes(14, record.key());
        statement.setBytes(15, record.value());
    }
}
