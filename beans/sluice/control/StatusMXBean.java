package sluice.control;

/** The status over JMX, as {@code sluice:type=Status}; each attribute is taken at the moment that it is read. */
public interface StatusMXBean {

    /** The status line: the same in the log, here and on the command line. */
    String getLine();

    /** Capture and each lane, one row each, in aligned columns; then the tables that are to be reconciled. */
    String getTable();

    /** All of it as a JSON object: line, state, parked, reconcile, capture, lanes. */
    String getJson();
}
