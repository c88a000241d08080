package sluice.verify;

import java.sql.SQLException;

/** Whether what the source had committed at some moment has arrived in the target's table. */
interface Passage {

    /** The source's place now: behind all that was read of it before. */
    Object now() throws SQLException;

    /**
     * Waits until the lanes have passed the place, for the table that is compared.
     *
     * @return null when they have; else why they have not within the time
     */
    String await(Object place) throws SQLException, InterruptedException;
}
