package sluice.capture;

import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.capture.start.StartPoint;
import sluice.kafka.TopicLog;
import sluice.schema.source.SourceTable;

/**
 * Captures a source in batches: one exchange is one batch of Debezium's with its source offset, and the batch is
 * marked as done only after the exchange is done without an exception (P1, P2).
 *
 * <p>The race that this order prevents: an event that is marked before Kafka has it is lost by a crash between the two;
 * an offset that is stored apart from its events lets a crash write the events twice, an old one behind a newer one.
 *
 * <p>When the engine dies for whatever reason, the route is restarted after a pause, with a new Kafka producer, and
 * the reason stands in the status meanwhile.
 */
public final class CaptureConsumer extends DefaultConsumer implements DebeziumEngine.ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>> {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureConsumer.class);
    private static final String KEY_CHANGED = "__debezium.newkey";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final CaptureEndpoint endpoint;
    private final CaptureMonitor monitor;
    private CaptureBatch batch;
    private ExecutorService thread;
    private volatile DebeziumEngine<?> engine;
    private boolean recovering;
    private final List<ChangeEvent<SourceRecord, SourceRecord>> heldBack = new ArrayList<>();

    CaptureConsumer(CaptureEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.monitor = endpoint.getComponent().monitor();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        monitor.become("starting", "");
        heldBack.clear();
        engine = null;
        batch = new CaptureBatch(endpoint.getCamelContext(), endpoint.getComponent().topics(), endpoint.getComponent().tables());
        thread = endpoint.getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "capture");
        thread.execute(this::capture);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (thread == null) {
            return; // a route that was never started is stopped with the others
        }
        thread.shutdown();
        // the engine refuses to be closed while its task starts; an engine that outlived its route would capture on
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        do {
            closeEngine();
        } while (!thread.awaitTermination(200, TimeUnit.MILLISECONDS) && System.nanoTime() < end);
        if (!thread.isTerminated()) {
            LOG.warn("Capture's engine has not stopped within {} s; it is interrupted", STOP_LIMIT.toSeconds());
            thread.shutdownNow();
        }
        monitor.become("stopped", "by the operator");
    }

    private void closeEngine() throws IOException {
        DebeziumEngine<?> running = engine;
        if (running == null) {
            return;
        }
        try {
            running.close();
        } catch (IllegalStateException e) {
            LOG.debug("the engine is starting, stopping or stopped", e);
        }
    }

    private void capture() {
        try {
            Properties properties = endpoint.engine();
            recovering = recordedByOperator(properties);
            TextConverter.configure(properties, endpoint.getComponent().tables().source());
            beginSnapshot(properties);
            if (!isRunAllowed()) {
                return;
            }
            engine = DebeziumEngine.create(Connect.class).using(properties).notifying(this)
                    .using((boolean success, String message, Throwable error) -> ended(error)).build();
            engine.run();
        } catch (Exception e) {
            ended(e);
        }
    }

    /**
     * An operator's start has no history of the structures, which Debezium then reads from the catalog. Until it is through with
     * that, its offsets say that a snapshot goes on: after a crash, a start from one of those would take the place of that
     * moment, and the changes before it would be lost. So the operator's offset stays until the binlog is read.
     */
    private static boolean recordedByOperator(Properties engine) {
        boolean marked = new SourceOffsetLog(engine.getProperty(SourceOffsetStore.BROKERS), engine.getProperty(SourceOffsetStore.TOPIC))
                .mark(StartPoint.MARK) != null;
        if (marked) {
            engine.setProperty("snapshot.mode", "recovery");
        }
        return marked;
    }

    /**
     * An interrupted snapshot starts again from nothing, and a row that was deleted in between would stay in the
     * target. So the barrier goes to every partition before the first row of any table is read.
     */
    private void beginSnapshot(Properties engine) throws Exception {
        var topics = endpoint.getComponent().topics();
        String brokers = engine.getProperty(SourceOffsetStore.BROKERS);
        batch.load(new TopicLog(brokers, topics.tables()));
        boolean due = new SourceOffsetLog(brokers, topics.offsets()).snapshotDue();
        if (!due || !endpoint.copiesRows()) {
            monitor.become("streaming", ""); // a quiet source may have nothing to say for long
            return;
        }
        List<SourceTable> tables = readTables();
        SnapshotSelects.add(engine, tables);
        batch.snapshotBegins(UUID.randomUUID().toString(), tables.stream().map(SourceTable::id).toList());
        send();
        monitor.snapshot(tables.stream().mapToLong(SourceTable::rows).sum());
        LOG.info("Snapshot of {} tables begins", tables.size());
    }

    private List<SourceTable> readTables() {
        try {
            return endpoint.getComponent().tables().read();
        } catch (SQLException e) {
            throw new IllegalStateException("the source's catalog cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void handleBatch(List<ChangeEvent<SourceRecord, SourceRecord>> events,
                            DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
            throws InterruptedException {
        List<ChangeEvent<SourceRecord, SourceRecord>> ready = holdBack(events);
        if (ready.isEmpty()) {
            return;
        }
        for (ChangeEvent<SourceRecord, SourceRecord> event : ready) {
            batch.add(event.value());
        }
        SourceRecord last = ready.get(ready.size() - 1).value();
        if (!recovering || !inSnapshot(last)) {
            batch.offset(last);
        }
        int rows = batch.rows();
        int snapshotRows = batch.snapshotRows();
        send();
        monitor.captured(rows, snapshotRows, inSnapshot(last));
        for (ChangeEvent<SourceRecord, SourceRecord> event : ready) {
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
    }

    private static boolean inSnapshot(SourceRecord last) {
        return last.sourceOffset().get("snapshot") != null && !Boolean.TRUE.equals(last.sourceOffset().get("snapshot_completed"));
    }

    /**
     * A changed key is a delete of the old key and a create of the new one. Cut apart by a crash between two
     * batches, the resumed connector would send neither (debezium #7945): the delete waits for its other half.
     * So do the events of a statement that concerns several tables: the offset of the first is already behind all of them.
     */
    private List<ChangeEvent<SourceRecord, SourceRecord>> holdBack(List<ChangeEvent<SourceRecord, SourceRecord>> events) {
        List<ChangeEvent<SourceRecord, SourceRecord>> ready = new ArrayList<>(heldBack);
        heldBack.clear();
        ready.addAll(events);
        int end = ready.size();
        while (end > 0 && goesOn(ready.get(end - 1).value())) {
            end--;
        }
        List<ChangeEvent<SourceRecord, SourceRecord>> rest = ready.subList(end, ready.size());
        heldBack.addAll(rest);
        rest.clear();
        return ready;
    }

    private static boolean goesOn(SourceRecord event) {
        return event.headers().lastWithName(KEY_CHANGED) != null || SchemaStatements.mayGoOn(event);
    }

    /** One exchange, one Kafka transaction. */
    private void send() {
        Exchange exchange = createExchange(false);
        monitor.sending();
        try {
            exchange.getMessage().setBody(batch.take());
            getProcessor().process(exchange);
            // the transaction is committed when the exchange is done; a failed commit is in the exchange by now
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } catch (Exception e) {
            throw new CaptureException("Kafka did not take a batch of changes: " + e.getMessage(), e);
        } finally {
            monitor.sent();
            releaseExchange(exchange, false);
        }
    }

    private void ended(Throwable error) {
        if (!isRunAllowed() || isStoppingOrStopped()) {
            return;
        }
        if (error == null) {
            monitor.become("stopped", "the engine has done its work (snapshot.mode)");
            return;
        }
        endpoint.getComponent().restarts().schedule(getRouteId(), this, error);
    }
}
