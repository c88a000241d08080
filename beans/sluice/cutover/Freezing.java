package sluice.cutover;

import java.sql.SQLException;
import java.util.List;
import sluice.capture.CaptureReach;

/** The way in which the source's writes are ended, and given back. */
public interface Freezing {

    /** What keeps from it, or would go on writing in spite of it; empty if nothing. */
    List<String> obstacles() throws SQLException;

    /** Makes the connection for one freeze. The caller closes it when the source is free again, or switched. */
    Freezer freezer() throws SQLException;

    /** One freeze. */
    interface Freezer extends AutoCloseable {

        /**
         * The server's number of the connection by which the source is frozen, so that whoever ends it knows that no freeze comes any more; 0 where
         * Sluice does not freeze the source itself.
         */
        long id();

        /**
         * Returns when nobody writes any more and the binlog stands still.
         *
         * @return its end
         */
        CaptureReach.Place freeze() throws SQLException, InterruptedException;

        /** The binlog's end now; the one that {@link #freeze} returned if nobody has written since. */
        CaptureReach.Place place() throws SQLException;

        /** Ends the connection, so that no freeze comes any more, and lets everybody write again who might before. */
        void free() throws SQLException;

        @Override
        void close() throws SQLException;
    }
}
