package sluice.apply;

import com.github.shyiko.mysql.binlog.network.ServerException;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.errors.ConnectException;
import sluice.control.RootCause;

/**
 * What a failure means: one reaction each (design, section 5). Which code means what stands in {@code faults.txt}.
 *
 * <p>Codes are looked up where they come from: the numbers of Oracle, H2 and MySQL overlap.
 */
public enum Fault {

    /** Goes by itself: try again, then wait and say why. */
    TRANSIENT,
    /** Another process owns the partition: read the watermark again. */
    FENCED,
    /** The target refuses the row: park it. Of the source: an event that cannot be read. */
    DATA,
    /** The table does not fit the changes: stop the lane. */
    SCHEMA,
    /** Nothing helps but an operator: stop the lane, or capture. */
    FATAL;

    private static final FaultTable TABLE = FaultTable.read();

    /** Classes a failure of a lane: by the outermost cause that is known. What nobody knows is fatal. */
    public static Fault of(Throwable failure) {
        FaultTable.Entry entry = entry(failure);
        return entry == null ? FATAL : entry.fault();
    }

    /**
     * Classes a failure of capture: transient, fatal, or data for what stops it if it comes again at the same place.
     * Whatever Kafka says is transient, since a broker that goes away says many things. What nobody knows is data: to stop at once
     * would end a night's work for a hiccup, to try for ever would hide it.
     */
    public static Fault atSource(Throwable failure) {
        FaultTable.Entry entry = null;
        boolean kafka = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException server) { // an IOException, though the network is well
                entry = first(TABLE.number("mysql", server.getErrorCode()), TABLE.state(server.getSqlState()));
                break;
            } else if (cause instanceof SQLException sql) {
                entry = first(TABLE.number("mysql", sql.getErrorCode()), TABLE.state(sql.getSQLState()), TABLE.exception(sql));
                break;
            }
            entry = entry == null ? TABLE.exception(cause) : entry;
            kafka |= cause instanceof KafkaException && !(cause instanceof ConnectException); // Debezium's own wrapper is one, too
        }
        return entry != null ? entry.fault() : kafka ? TRANSIENT : DATA;
    }

    /**
     * What is said of a failure of a lane in the status and in the log. A database puts a refused value into its message, and rows
     * are nobody's business there: of such a failure only the code and what the table says are told.
     */
    static String told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            FaultTable.Entry entry = cause instanceof SQLException sql ? target(root(sql)) : TABLE.exception(cause);
            if (entry != null && entry.where().equals("sluice")) {
                return String.valueOf(cause.getMessage());
            }
            if (entry != null && entry.fault() == DATA) {
                return Refusal.errorClass(cause) + ": " + entry.reason();
            }
        }
        return RootCause.of(failure);
    }

    /** Whether the messages of the causes may hold a row's values. */
    static boolean quotesValues(Throwable failure) {
        FaultTable.Entry entry = entry(failure);
        return entry != null && (entry.fault() == DATA || entry.where().equals("sluice"));
    }

    private static FaultTable.Entry entry(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return target(root(sql));
            }
            FaultTable.Entry entry = TABLE.exception(cause);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    private static FaultTable.Entry target(SQLException root) {
        boolean h2 = root.getClass().getName().startsWith("org.h2.");
        return first(h2 ? null : TABLE.number("oracle", root.getErrorCode()), TABLE.state(root.getSQLState()), TABLE.exception(root));
    }

    private static FaultTable.Entry first(FaultTable.Entry... entries) {
        for (FaultTable.Entry entry : entries) {
            if (entry != null) {
                return entry;
            }
        }
        return null;
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
        FaultTable.Entry entry = target(root(failure));
        return entry != null && entry.betweenRows();
    }
}
