package sluice.cutover;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import sluice.capture.CaptureReach;
import sluice.schema.source.SourceTable;

/** Whether all that the source had at a place of its binlog has arrived in the target, of every table. */
public interface Drain {

    /** Whether it can be told at all: how far a Connect cluster has read the binlog is not known. */
    boolean isKnown();

    /** The source's place now. */
    CaptureReach.Place now() throws SQLException;

    /**
     * Waits until all of it has arrived.
     *
     * @return empty when it has; else what has not within the time
     */
    Optional<String> await(List<SourceTable> tables, CaptureReach.Place place, int seconds) throws SQLException, InterruptedException;
}
