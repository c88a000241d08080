package sluice.capture.start;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.PreviousGtidSetEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.GtidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import sluice.control.Settings;

/**
 * Reads the binlogs from a place to their end, as a replica would, and tells what each event is. Rows are passed over unread.
 *
 * <p>The server does not wait for more: a walk ends. Its server id is its own, since the server throws out an older reader
 * that has the same one, and that might be the capture that runs.
 */
final class BinlogWalk {

    /** The first event of every binlog file stands here. */
    static final long FIRST = 4;

    private static final Set<EventType> READ = EnumSet.of(EventType.ROTATE, EventType.FORMAT_DESCRIPTION, EventType.PREVIOUS_GTIDS,
            EventType.GTID, EventType.ANONYMOUS_GTID, EventType.QUERY);
    private static final Set<EventType> BEFORE_A_TRANSACTION = EnumSet.of(EventType.GTID, EventType.ANONYMOUS_GTID, EventType.ROTATE,
            EventType.STOP, EventType.FORMAT_DESCRIPTION, EventType.PREVIOUS_GTIDS);
    private static final long IDS_OF_OUR_OWN = 3_000_000_000L;
    private static final long LARGEST_ID = 0xFFFF_FFFFL;

    private final Settings settings;
    private String file;
    private IOException failure;

    BinlogWalk(Settings settings) {
        this.settings = settings;
    }

    /**
     * An event of the binlog.
     *
     * @param position where it begins
     * @param end      where the next one begins
     * @param at       when its transaction was committed, or the file begun; the second of the statement for other events
     * @param gtid     of the transaction that begins here; null if none begins, or it has none
     * @param gtids    all that stand before this file; null for other events than the file's list of them
     * @param query    a statement, DDL among them; null for other events
     * @param database the default database of the statement
     */
    record Step(String file, long position, long end, EventType type, Instant at, String gtid, String gtids, String query,
                String database) {

        /** Whether no transaction is cut apart by a start here. */
        boolean betweenTransactions() {
            return BEFORE_A_TRANSACTION.contains(type);
        }

        boolean beginsTransaction() {
            return type == EventType.GTID || type == EventType.ANONYMOUS_GTID;
        }
    }

    /**
     * Walks until the visitor has seen enough, or the binlog ends.
     *
     * @param visitor returns whether to go on
     * @throws IOException if the server cannot be read
     */
    void from(String firstFile, long position, Predicate<Step> visitor) throws IOException {
        BinaryLogClient client = client();
        client.setBinlogFilename(firstFile);
        client.setBinlogPosition(position);
        client.setEventDeserializer(deserializer());
        file = firstFile;
        failure = null;
        client.registerEventListener(event -> {
            Step step = step(event);
            if (step != null && !visitor.test(step)) {
                end(client);
            }
        });
        client.registerLifecycleListener(new Failures());
        client.connect();
        if (failure != null) {
            throw failure;
        }
    }

    private BinaryLogClient client() {
        BinaryLogClient client = new BinaryLogClient(settings.get("source.hostname"), settings.integer("source.port"),
                settings.get("source.user"), settings.get("source.password"));
        client.setBlocking(false);
        client.setKeepAlive(false);
        client.setServerId(ThreadLocalRandom.current().nextLong(IDS_OF_OUR_OWN, LARGEST_ID));
        client.setSSLMode(SSLMode.valueOf(settings.get("source.ssl.mode").toUpperCase(Locale.ROOT)));
        return client;
    }

    private static EventDeserializer deserializer() {
        EventDeserializer deserializer = new EventDeserializer();
        for (EventType type : EventType.values()) {
            if (!READ.contains(type)) {
                deserializer.setEventDataDeserializer(type, new NullEventDataDeserializer());
            }
        }
        deserializer.setEventDataDeserializer(EventType.ANONYMOUS_GTID, new GtidEventDataDeserializer());
        return deserializer;
    }

    private void end(BinaryLogClient client) {
        try {
            client.disconnect();
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Null for what the server makes up for the reader: it stands in no file. */
    private Step step(Event event) {
        EventHeaderV4 header = event.getHeader();
        if (event.getData() instanceof RotateEventData rotate && header.getTimestamp() == 0) {
            file = rotate.getBinlogFilename();
        }
        if (header.getNextPosition() == 0) {
            return null;
        }
        GtidEventData transaction = event.getData() instanceof GtidEventData data ? data : null;
        QueryEventData statement = event.getData() instanceof QueryEventData data ? data : null;
        String gtids = event.getData() instanceof PreviousGtidSetEventData data ? data.getGtidSet() : null;
        String gtid = header.getEventType() == EventType.GTID ? transaction.getMySqlGtid().toString() : null;
        return new Step(file, header.getPosition(), header.getNextPosition(), header.getEventType(), at(header, transaction), gtid,
                gtids, statement == null ? null : statement.getSql(), statement == null ? null : statement.getDatabase());
    }

    /** The second in an event's header is the statement's, which may be long before the commit. */
    private static Instant at(EventHeaderV4 header, GtidEventData transaction) {
        long micros = transaction == null ? 0 : transaction.getImmediateCommitTimestamp();
        return micros > 0 ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS) : Instant.ofEpochMilli(header.getTimestamp());
    }

    /** What ends a walk early is no end of the binlog. */
    private final class Failures extends BinaryLogClient.AbstractLifecycleListener {

        @Override
        public void onCommunicationFailure(BinaryLogClient client, Exception e) {
            failure = e instanceof IOException io ? io : new IOException(e);
        }

        @Override
        public void onEventDeserializationFailure(BinaryLogClient client, Exception e) {
            failure = e instanceof IOException io ? io : new IOException(e);
        }
    }
}
