package sluice.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;

/**
 * How far capture has come: whether all that the source had committed at a place of its binlog stands in Kafka.
 *
 * <p>It is read from the offsets that capture, or a Connect cluster, records in the transactions of the changes themselves, so it is no promise but a fact. On a
 * quiet source the heartbeats move them.
 */
public final class CaptureReach {

    private static final Pattern FILE = Pattern.compile("(.+?)\\.?(\\d+)");

    private final Supplier<Optional<SourceOffset>> recorded;
    private final BooleanSupplier known;

    /**
     * Where the source's binlog ends.
     *
     * @param gtids all transactions that the server has executed; null where it has no GTIDs
     */
    public record Place(String file, long position, String gtids) {

        /** For people: the transactions, or file and position. */
        @Override
        public String toString() {
            return gtids == null || gtids.isEmpty() ? file + ":" + position : gtids;
        }
    }

    private CaptureReach(Supplier<Optional<SourceOffset>> recorded, BooleanSupplier known) {
        this.recorded = recorded;
        this.known = known;
    }

    /**
     * Connects to nobody before the first question.
     *
     * @param prefix   of the migration's topics
     * @param captures whether Sluice captures; else a Connect cluster does
     */
    public static CaptureReach of(KafkaAccess kafka, String prefix, boolean captures) {
        if (captures) {
            SourceOffsetLog log = new SourceOffsetLog(kafka, prefix + Topics.OFFSETS);
            return new CaptureReach(log::resume, () -> true);
        }
        ConnectOffsets offsets = new ConnectOffsets(kafka, prefix);
        return new CaptureReach(offsets::read, () -> offsets.read().isPresent());
    }

    /** Whether it can be told at all: of a Connect cluster only where its connector records its offsets where {@code connect-config} says, and copies no rows. */
    public boolean isKnown() {
        return known.getAsBoolean();
    }

    /** The end of the binlog now. Needs REPLICATION CLIENT. */
    public static Place now(Connection source) throws SQLException {
        boolean renamed = source.getMetaData().getDatabaseMajorVersion() > 8
                || source.getMetaData().getDatabaseMajorVersion() == 8 && source.getMetaData().getDatabaseMinorVersion() >= 2;
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(renamed ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS")) {
            if (!row.next()) {
                throw new SQLException("the source writes no binlog");
            }
            String gtids = row.getString("Executed_Gtid_Set").replace("\n", "");
            return new Place(row.getString("File"), row.getLong("Position"), gtids.isEmpty() ? null : gtids);
        }
    }

    /** Whether capture has come to the place. No, while it copies the rows, and before it has recorded anything. */
    public boolean covers(Connection source, Place place) throws SQLException {
        Optional<SourceOffset> offset = recorded.get();
        if (offset.isEmpty()) {
            return false;
        }
        return place.gtids() != null && offset.get().gtids() != null ? contains(source, offset.get().gtids(), place.gtids())
                : isAtOrBehind(offset.get(), place);
    }

    /** Sets are compared by the server, which alone knows their rules. */
    private static boolean contains(Connection source, String captured, String executed) throws SQLException {
        try (PreparedStatement query = source.prepareStatement("SELECT GTID_SUBSET(?, ?)")) {
            query.setString(1, executed);
            query.setString(2, captured);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static boolean isAtOrBehind(SourceOffset offset, Place place) {
        if (offset.file() == null) {
            return false;
        }
        Matcher captured = FILE.matcher(offset.file());
        Matcher wanted = FILE.matcher(place.file());
        if (!captured.matches() || !wanted.matches() || !captured.group(1).equals(wanted.group(1))) {
            return false;
        }
        int files = Long.compare(Long.parseLong(captured.group(2)), Long.parseLong(wanted.group(2)));
        return files > 0 || files == 0 && offset.position() >= place.position();
    }
}
