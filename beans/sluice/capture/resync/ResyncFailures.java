package sluice.capture.resync;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.pipeline.notification.Notification;
import io.debezium.pipeline.notification.channels.NotificationChannel;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.capture.CaptureException;

/**
 * Ends the engine when Debezium gives a table up whose rows it was to read once more.
 *
 * <p>By itself Debezium logs the error, takes the table for done and goes on with the next one. The target's table, emptied for its rows,
 * would stay without them, and nobody would know (P1). An engine that ends here starts again with the table still to be read.
 */
public final class ResyncFailures implements NotificationChannel {

    /** By what the engine's properties name it. */
    public static final String NAME = "sluice-resync";

    private static final Logger LOG = LoggerFactory.getLogger(ResyncFailures.class);
    private static final Set<String> DONE = Set.of("SUCCEEDED", "EMPTY");
    /** The table is gone: it was dropped or renamed, and so it is in the target. */
    private static final String GONE = "UNKNOWN_SCHEMA";

    @Override
    public void init(CommonConnectorConfig config) {
        // nothing to open
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void send(Notification notification) {
        Map<String, String> data = notification.getAdditionalData();
        if (!notification.getAggregateType().equals("Incremental Snapshot") || !notification.getType().equals("TABLE_SCAN_COMPLETED")) {
            return;
        }
        String table = data.get("scanned_collection");
        String status = data.get("status");
        if (DONE.contains(status)) {
            LOG.info("The rows of {} are read once more: {}", table, data.get("total_rows_scanned"));
        } else if (status.equals(GONE)) {
            LOG.warn("The resync of {} ends: there is no such table any more", table);
        } else {
            throw new CaptureException("the resync of " + table + " cannot read its rows (" + status + "); './sluice resync --cancel "
                    + table + "' gives it up", null);
        }
    }

    @Override
    public void close() {
        // nothing to close
    }
}
