package sluice.verify;

import java.sql.SQLException;

/** One way to look at all rows of both sides once. */
interface Scan {

    /**
     * Looks at the rows from a place on.
     *
     * @param eye is told each row, and how far it is
     */
    void run(Place from, Eye eye) throws SQLException, InterruptedException;

    /** What a scan tells. */
    interface Eye {

        /** A row of the source was looked at. */
        void row(boolean equal);

        /** A key whose row is not the same on both sides, or on one of them only. */
        void suspect(Object[] key) throws SQLException, InterruptedException;

        /** Everything up to the place was told. Called often. */
        void reached(Place place) throws SQLException, InterruptedException;
    }
}
