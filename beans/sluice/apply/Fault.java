package sluice.apply;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import sluice.event.UndecodableEventException;
import sluice.event.UnknownSchemaException;
import sluice.schema.UnbindableValue;

/**
 * What a failure means for the lane: one reaction each (design, section 5).
 */
public enum Fault {

    /** Goes by itself: try again, then wait and say why. */
    TRANSIENT,
    /** Another process owns the partition: read the watermark again. */
    FENCED,
    /** The target refuses the row: park it. */
    DATA,
    /** The table does not fit the changes: stop the lane. */
    SCHEMA,
    /** Nothing helps but an operator: stop the lane. */
    FATAL;

    private static final Set<String> TRANSIENT_STATES = Set.of(
            "08",    // connection
            "40",    // transaction rollback: deadlock, serialization
            "57",    // operator intervention: cancelled, shut down
            "HYT00", // time-out, H2's lock time-out among them
            "90007", "90008", "90020", "90067", "90098", "90121"); // H2: closed, in use, broken, shutting down

    private static final Set<Integer> TRANSIENT_ORA = Set.of(
            51,    // time-out waiting for a resource
            54,    // resource busy, NOWAIT
            60,    // deadlock
            257,   // archiver stuck: space is being added
            604,   // recursive error: the cause behind it is tried again
            1012, 1033, 1034, 1089, 1090, // not logged on, starting, not available, shutting down
            1555,  // snapshot too old
            1653, 1654, 1688, 30036, // tablespace or undo full: space is being added
            3113, 3114, 3135, // connection lost
            8177,  // cannot serialize
            12152, 12170, 12505, 12514, 12516, 12518, 12519, 12520, 12521, 12528, 12537, 12541, 12543, 12545, 12547, 12570, 12571,
            17002, 17008, 17410, // driver: I/O error, closed connection
            18714, 25408);

    private static final Set<String> SCHEMA_STATES = Set.of("42S02", "42S22", "42S03", "42S04");
    private static final Set<Integer> SCHEMA_ORA = Set.of(904, 913, 942, 947, 4043);
    private static final Set<Integer> DATA_ORA = Set.of(
            1, 1400, 1407, 1438, 1401, 12899, 1722, 1830, 1839, 1843, 1847, 1861, 2290, 2291, 2292, 1461,
            1426,   // numeric overflow
            1873,   // the leading precision of the interval is too small
            22835,  // CLOB too long for a VARCHAR2
            40441); // no JSON

    /** Unique keys and foreign keys. */
    private static final Set<Integer> BETWEEN_ROWS_ORA = Set.of(1, 2291, 2292);
    private static final Set<String> BETWEEN_ROWS_STATES = Set.of("23505", "23503", "23506");

    /** Classes a failure by what lies at its root. */
    public static Fault of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedException || cause instanceof FencedBarrierException) {
                return FENCED;
            }
            if (cause instanceof UnknownSchemaException) {
                return TRANSIENT;
            }
            if (cause instanceof UnbindableValue) {
                return DATA;
            }
            if (cause instanceof SchemaMismatchException) {
                return SCHEMA;
            }
            if (cause instanceof UndecodableEventException) {
                return FATAL;
            }
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
            if (cause instanceof io.github.resilience4j.circuitbreaker.CallNotPermittedException
                    || cause instanceof org.apache.kafka.common.errors.RetriableException
                    || cause instanceof java.util.concurrent.RejectedExecutionException) {
                return TRANSIENT;
            }
        }
        return FATAL;
    }

    private static Fault of(SQLException sql) {
        SQLException root = root(sql);
        String state = root.getSQLState() == null ? "" : root.getSQLState();
        int code = root.getErrorCode();
        if (root instanceof SQLTransientException || TRANSIENT_STATES.contains(state)
                || TRANSIENT_STATES.contains(state.length() < 2 ? state : state.substring(0, 2)) || TRANSIENT_ORA.contains(code)) {
            return TRANSIENT;
        }
        if (SCHEMA_STATES.contains(state) || SCHEMA_ORA.contains(code)) {
            return SCHEMA;
        }
        if (state.startsWith("22") || state.startsWith("23") || DATA_ORA.contains(code)) {
            return DATA;
        }
        return FATAL;
    }

    /** A batch's exception hides the one that the failed row raised. */
    static SQLException root(SQLException sql) {
        SQLException root = sql;
        while (root.getNextException() != null && root.getNextException() != root) {
            root = root.getNextException();
        }
        for (Throwable cause = root; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException inner) {
                root = inner;
            }
        }
        return root;
    }

    /**
     * Whether a row failed for what another row is: a unique key that one has taken which is about to go, a parent that
     * is about to come. Such a row may be written after the others.
     */
    static boolean betweenRows(SQLException failure) {
        SQLException root = root(failure);
        return BETWEEN_ROWS_ORA.contains(root.getErrorCode()) || BETWEEN_ROWS_STATES.contains(String.valueOf(root.getSQLState()));
    }
}
