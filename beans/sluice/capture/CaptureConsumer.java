package sluice.capture;

import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.LaneStatus;
import sluice.kafka.TopicLog;
import sluice.schema.source.SourceTable;

/**
 * Captures a source in batches: one exchange is one batch of Debezium's with its source offset, and the batch is
 * marked as done only after the exchange is done without an exception (P1, P2).
 *
 * <p>The race that this order prevents: an event that is marked before Kafka has it is lost by a crash between the two;
 * an offset that is stored apart from its events lets a crash write the events twice, an old one behind a newer one.
 *
 * <p>An engine runs only while it is this process's turn ({@link CaptureTurn}). When it dies for whatever reason, the route is restarted
 * after a pause, with a new Kafka producer, and the reason stands in the status meanwhile.
 */
public final class CaptureConsumer extends DefaultConsumer implements DebeziumEngine.ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>> {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureConsumer.class);
    private static final Duration BATCH_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final CaptureEndpoint endpoint;
    private final CaptureMonitor monitor;
    private CaptureBatch batch;
    private ExecutorService thread;
    private volatile DebeziumEngine<?> engine;
    private final HeldBack heldBack = new HeldBack();
    private final ResyncWork resyncs;
    private final CaptureTurn turn;
    private final ReentrantLock batches = new ReentrantLock();
    private boolean recovering;
    private volatile boolean over;
    private SourceContinuity source;
    private BinlogWatch watch;
    private volatile Throwable lost;
    private volatile String stoppedFor = LaneStatus.BY_OPERATOR;

    CaptureConsumer(CaptureEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.monitor = endpoint.getComponent().monitor();
        this.turn = new CaptureTurn(endpoint.getComponent());
        this.resyncs = new ResyncWork(endpoint.getComponent().resyncs(), endpoint.getComponent().tables());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        monitor.become("starting", "");
        heldBack.clear();
        engine = null;
        lost = null;
        over = false;
        stoppedFor = LaneStatus.BY_OPERATOR;
        batch = new CaptureBatch(endpoint.getCamelContext(), endpoint.getComponent().topics(), endpoint.getComponent().tables());
        var threads = endpoint.getCamelContext().getExecutorServiceManager();
        watch = new BinlogWatch(threads.newSingleThreadScheduledExecutor(this, "capture-watch"), endpoint.getComponent().prefix(),
                monitor::isSending, this::lost);
        thread = threads.newSingleThreadExecutor(this, "capture");
        turn.join(this);
        thread.execute(this::capture);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (thread == null) {
            return; // a route that was never started is stopped with the others
        }
        thread.shutdown();
        watch.close();
        // the engine refuses to be closed while its task starts; an engine that outlived its route would capture on
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        do {
            closeEngine();
        } while (!thread.awaitTermination(200, TimeUnit.MILLISECONDS) && System.nanoTime() < end);
        if (!thread.isTerminated()) {
            LOG.warn("Capture's engine has not stopped within {} s; it is interrupted", STOP_LIMIT.toSeconds());
            thread.shutdownNow();
        }
        if (!stoppedFor.isEmpty()) {
            turn.leave();
            monitor.become("stopped", stoppedFor);
        }
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
            if (!turn.take(this::isRunAllowed, this::send, this::again)) {
                return;
            }
            Properties properties = endpoint.engine();
            TextConverter.configure(properties, endpoint.getComponent().tables().source());
            SourceOffset resume = continued(properties);
            beginSnapshot(properties, resume);
            ResyncWork.configure(properties, source.hasGtids(), endpoint.getComponent().tables().signals());
            resyncs.begin(properties, batch, resume == null || recovering ? null
                    : endpoint.getComponent().recordedOffset(), this::send);
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

    /** Without a failure. */
    void again() {
        endpoint.getComponent().restarts().now(this);
    }

    /** The connection to the source is lost; the engine has not noticed it, or not yet. */
    private void lost(String reason) {
        lost = new SourceLostException(reason);
        try {
            closeEngine();
        } catch (IOException e) {
            LOG.warn("Capture's engine, whose connection is lost, does not close: {}", e.getMessage());
        }
    }

    /**
     * Looks whether the server can go on where the last batch ended. Null if a snapshot is due.
     *
     * <p>An operator's start has no history of the structures, which Debezium then reads from the catalog. Until it is through with
     * that, its offsets say that a snapshot goes on: after a crash, a start from one of those would take the place of that
     * moment, and the changes before it would be lost. So the operator's offset stays until the binlog is read.
     */
    private SourceOffset continued(Properties engine) throws SQLException {
        Resumption resumption = endpoint.getComponent().resumption();
        SourceOffset resume = resumption.offset();
        recovering = resume != null && resume.byOperator();
        if (recovering) {
            engine.setProperty("snapshot.mode", "recovery");
        }
        monitor.at(resume == null ? "the snapshot" : resume.toString());
        source = resumption.continuity();
        batch.readFrom(source.check(resume));
        return resume;
    }

    /**
     * An interrupted snapshot starts again from nothing, and a row that was deleted in between would stay in the
     * target. So the barrier goes to every partition before the first row of any table is read.
     */
    private void beginSnapshot(Properties engine, SourceOffset resume) throws Exception {
        var topics = endpoint.getComponent().topics();
        batch.load(new TopicLog(endpoint.getComponent().kafka(), topics.tables()));
        if (resume != null || !endpoint.copiesRows()) {
            monitor.become("streaming", ""); // a quiet source may have nothing to say for long
            return;
        }
        List<SourceTable> tables = endpoint.getComponent().tables().read();
        SnapshotSelects.add(engine, tables);
        batch.snapshotBegins(UUID.randomUUID().toString(), tables.stream().map(SourceTable::id).toList());
        send();
        monitor.snapshot(tables);
        LOG.info("Snapshot of {} tables begins", tables.size());
    }

    @Override
    public void handleBatch(List<ChangeEvent<SourceRecord, SourceRecord>> events,
                            DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
            throws InterruptedException {
        batches.lockInterruptibly();
        try {
            if (!over) {
                handle(events, committer);
            }
        } finally {
            batches.unlock();
        }
    }

    private void handle(List<ChangeEvent<SourceRecord, SourceRecord>> events,
                        DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer) throws InterruptedException {
        List<ChangeEvent<SourceRecord, SourceRecord>> ready = heldBack.before(events);
        StopPlace stop = endpoint.getComponent().stopPlace();
        over = stop != null && stop.cut(ready);
        boolean stale = resyncs.cut(ready);
        for (List<ChangeEvent<SourceRecord, SourceRecord>> portion : new Portions(ready, batch::add, batch::isFull)) {
            capture(portion, committer);
        }
        if (stale || resyncs.isReleased(ready, batch)) {
            over = true;
            again();
        } else if (over) {
            endpoint.getComponent().restarts().end(this, "capture.stop.at=" + stop + " is reached");
        }
    }

    private void capture(List<ChangeEvent<SourceRecord, SourceRecord>> ready,
                         DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer) throws InterruptedException {
        SourceRecord last = ready.get(ready.size() - 1).value();
        boolean inSnapshot = SourceOffset.inSnapshot(last.sourceOffset());
        Map<String, ?> offset = resyncs.behind(ready);
        if (!recovering || !inSnapshot) {
            batch.offset(last.sourcePartition(), offset);
        }
        source.confirm();
        int rows = batch.rows();
        int snapshotRows = batch.snapshotRows();
        send();
        monitor.captured(rows, snapshotRows, inSnapshot, last);
        resyncs.captured(ready, offset);
        for (ChangeEvent<SourceRecord, SourceRecord> event : ready) {
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
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
        Throwable why = error == null ? lost : error;
        if (turn.isOver(why)) {
            return;
        }
        if (why == null) {
            monitor.become("stopped", "the engine has done its work (snapshot.mode)");
            return;
        }
        endpoint.getComponent().restarts().schedule(this, why);
    }

    /** The route is stopped to be started again. A batch that is under way ends first: the route closes the producer before the engine. */
    void stopForRestart() {
        stoppedFor = "";
        try {
            if (batches.tryLock(BATCH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                over = true;
                batches.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It is not started again. The route is stopped by the caller; the reason is what the status keeps. */
    void stopFor(String reason) {
        stoppedFor = reason;
    }
}
