package sluice.apply;

import java.sql.SQLException;
import sluice.control.RootCause;
import sluice.event.LargeRow;
import sluice.event.LargeRowException;
import sluice.schema.UnbindableValue;

/** A row that cannot be written, and why. */
record Refusal(Change change, Throwable cause) {

    private static final int LONGEST_TEXT = 1000;

    /** By which refusals are grouped and chosen: {@code ORA-12899}, {@code SQL-22001}, {@code value}, {@code size}, {@code event}. */
    String errorClass() {
        return errorClass(cause);
    }

    static String errorClass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                SQLException root = Fault.root(sql);
                return String.valueOf(root.getMessage()).startsWith("ORA-") ? "ORA-%05d".formatted(root.getErrorCode())
                        : "SQL-" + root.getSQLState();
            }
            if (cause instanceof UnbindableValue) {
                return "value";
            }
            if (cause instanceof SchemaMismatchException) {
                return "table";
            }
            if (cause instanceof LargeRowException) {
                return LargeRow.ERROR;
            }
        }
        return "event";
    }

    /** For the log: no key and no value. */
    String describe() {
        return (change.plan() == null ? change.record().topic() : change.plan().source()) + " " + errorClass();
    }

    /** The message; a database may put the refused value into it, so it belongs into the target and into no log. */
    String errorText() {
        return errorText(cause);
    }

    static String errorText(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                root = Fault.root(sql);
                break;
            }
            if (cause instanceof UnbindableValue || cause instanceof SchemaMismatchException || cause instanceof LargeRowException) {
                root = cause;
                break;
            }
        }
        return ParkedKey.cut(RootCause.of(root), LONGEST_TEXT);
    }
}
