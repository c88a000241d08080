package sluice.control;

/** The tables of the migration over JMX, as {@code sluice:type=Tables}; each attribute is taken at the moment that it is read. */
public interface TablesMXBean {

    /**
     * A JSON array with an object a table: {@code table}, {@code lane}; {@code expected}, {@code copied}, {@code applied}, {@code rate}, {@code lagEvents},
     * {@code lagSeconds} of this process; {@code parked}; {@code verified} (a word; empty before it was compared) and {@code verifiedAt}.
     */
    String getJson();
}
