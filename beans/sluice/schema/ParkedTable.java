package sluice.schema;

/**
 * The SQL of SLUICE_PARKED: rows that the target refused, each with the event as it stood in Kafka. Valid in Oracle as in H2.
 *
 * <p>A row is unresolved while its state is {@code parked} or {@code replay-requested}; {@code replayed},
 * {@code superseded} and {@code discarded} are ends. Each statement that changes a state names the state that it
 * expects: of a lane and an operator who act at once, the second one changes nothing.
 */
public final class ParkedTable {

    private static final String UNRESOLVED = "STATE IN ('parked', 'replay-requested')";

    static final String CREATE = """
            CREATE TABLE SLUICE_PARKED (
              PARKED_ID NUMBER(19) GENERATED ALWAYS AS IDENTITY (START WITH 1),
              TOPIC VARCHAR2(249 CHAR) NOT NULL, PARTITION_NO NUMBER(10) NOT NULL, RECORD_OFFSET NUMBER(19) NOT NULL,
              SOURCE_DATABASE VARCHAR2(64 CHAR) NOT NULL, SOURCE_TABLE VARCHAR2(64 CHAR) NOT NULL,
              KEY_HASH VARCHAR2(64 CHAR) NOT NULL, KEY_TEXT VARCHAR2(1000 CHAR) NOT NULL,
              OPERATION VARCHAR2(10 CHAR) NOT NULL, SOURCE_POSITION VARCHAR2(1000 CHAR),
              SOURCE_TIME TIMESTAMP(3) WITH TIME ZONE, SCHEMA_ID VARCHAR2(200 CHAR),
              ERROR_CLASS VARCHAR2(100 CHAR) NOT NULL, ERROR_TEXT VARCHAR2(1000 CHAR) NOT NULL, ATTEMPTS NUMBER(10) NOT NULL,
              STATE VARCHAR2(20 CHAR) NOT NULL, PARKED_AT TIMESTAMP(3) WITH TIME ZONE NOT NULL,
              CHANGED_AT TIMESTAMP(3) WITH TIME ZONE NOT NULL, CHANGED_BY VARCHAR2(200 CHAR), REASON VARCHAR2(1000 CHAR),
              COPIED_AT TIMESTAMP(3) WITH TIME ZONE, EVENT_KEY BLOB, EVENT BLOB NOT NULL,
              CONSTRAINT SLUICE_PARKED_PK PRIMARY KEY (PARKED_ID),
              CONSTRAINT SLUICE_PARKED_PLACE UNIQUE (TOPIC, PARTITION_NO, RECORD_OFFSET, PARKED_ID))""";

    /** The large values come last: Oracle refuses a long text that is bound behind them (ORA-24816). */
    public static final String PARK =
            "INSERT INTO SLUICE_PARKED (TOPIC, PARTITION_NO, RECORD_OFFSET, SOURCE_DATABASE, SOURCE_TABLE, KEY_HASH, KEY_TEXT,"
            + " OPERATION, SOURCE_POSITION, SOURCE_TIME, SCHEMA_ID, ERROR_CLASS, ERROR_TEXT, ATTEMPTS, STATE, PARKED_AT,"
            + " CHANGED_AT, EVENT_KEY, EVENT) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'parked', SYSTIMESTAMP,"
            + " SYSTIMESTAMP, ?, ?)";

    /** Parameters: reason, topic, partition, key hash, offset of the later change. */
    public static final String SUPERSEDE =
            "UPDATE SLUICE_PARKED SET STATE = 'superseded', CHANGED_AT = SYSTIMESTAMP, REASON = ? WHERE TOPIC = ?"
            + " AND PARTITION_NO = ? AND KEY_HASH = ? AND RECORD_OFFSET < ? AND " + UNRESOLVED;

    /** Parameters: reason, source database, source table. */
    public static final String SUPERSEDE_TABLE =
            "UPDATE SLUICE_PARKED SET STATE = 'superseded', CHANGED_AT = SYSTIMESTAMP, REASON = ? WHERE SOURCE_DATABASE = ?"
            + " AND SOURCE_TABLE = ? AND " + UNRESOLVED;

    /** Parameters: topic, partition. */
    public static final String UNRESOLVED_KEYS =
            "SELECT KEY_HASH FROM SLUICE_PARKED WHERE TOPIC = ? AND PARTITION_NO = ? AND " + UNRESOLVED;

    /** Unresolved rows by topic. */
    public static final String COUNT = "SELECT TOPIC, COUNT(*) FROM SLUICE_PARKED WHERE " + UNRESOLVED + " GROUP BY TOPIC";

    /** By topic: rows that are unresolved, and rows that were parked within the last minute, whatever became of them. */
    public static final String LOAD =
            "SELECT TOPIC, SUM(CASE WHEN " + UNRESOLVED + " THEN 1 ELSE 0 END), SUM(CASE WHEN PARKED_AT > SYSTIMESTAMP"
            + " - INTERVAL '1' MINUTE THEN 1 ELSE 0 END) FROM SLUICE_PARKED GROUP BY TOPIC";

    /** The rows that are to be replayed, oldest first. Parameters: topic, partition. */
    public static final String REQUESTED =
            "SELECT PARKED_ID, RECORD_OFFSET, SCHEMA_ID, EVENT_KEY, EVENT FROM SLUICE_PARKED WHERE TOPIC = ?"
            + " AND PARTITION_NO = ? AND STATE = 'replay-requested' ORDER BY RECORD_OFFSET, PARKED_ID";

    /** Takes a row for its replay, in the transaction that writes it. Parameter: id. */
    public static final String CLAIM =
            "UPDATE SLUICE_PARKED SET STATE = 'replayed', ATTEMPTS = ATTEMPTS + 1, CHANGED_AT = SYSTIMESTAMP"
            + " WHERE PARKED_ID = ? AND STATE = 'replay-requested'";

    /** Puts a row that was refused again back. Parameters: error class, error text, id. */
    public static final String PARK_AGAIN =
            "UPDATE SLUICE_PARKED SET STATE = 'parked', ERROR_CLASS = ?, ERROR_TEXT = ?, CHANGED_AT = SYSTIMESTAMP"
            + " WHERE PARKED_ID = ? AND STATE = 'replayed'";

    /** Barriers that are not done and at which a partition has arrived. Parameters: partition, source database, source table. */
    public static final String AT_BARRIER =
            "SELECT COUNT(*) FROM SLUICE_ARRIVAL A JOIN SLUICE_BARRIER B ON B.BARRIER_ID = A.BARRIER_ID"
            + " WHERE A.PARTITION_NO = ? AND B.SOURCE_DATABASE = ? AND B.SOURCE_TABLE = ? AND B.STATE <> 'done'";

    /** Counts by table, error and state. */
    public static final String SUMMARY =
            "SELECT SOURCE_DATABASE, SOURCE_TABLE, ERROR_CLASS, STATE, COUNT(*), MIN(PARKED_AT), MAX(PARKED_AT),"
            + " MIN(PARKED_ID), MAX(PARKED_ID) FROM SLUICE_PARKED"
            + " GROUP BY SOURCE_DATABASE, SOURCE_TABLE, ERROR_CLASS, STATE"
            + " ORDER BY SOURCE_DATABASE, SOURCE_TABLE, ERROR_CLASS, STATE";

    /** Unresolved rows with what they are chosen by. */
    public static final String OPEN_ROWS =
            "SELECT PARKED_ID, SOURCE_DATABASE, SOURCE_TABLE, ERROR_CLASS, STATE FROM SLUICE_PARKED WHERE " + UNRESOLVED
            + " ORDER BY PARKED_ID";

    /** All of one row but its event. Parameter: id. */
    public static final String SHOW =
            "SELECT PARKED_ID, STATE, SOURCE_DATABASE, SOURCE_TABLE, KEY_TEXT, OPERATION, TOPIC, PARTITION_NO, RECORD_OFFSET,"
            + " SOURCE_POSITION, SOURCE_TIME, SCHEMA_ID, ERROR_CLASS, ERROR_TEXT, ATTEMPTS, PARKED_AT, CHANGED_AT, CHANGED_BY,"
            + " REASON FROM SLUICE_PARKED WHERE PARKED_ID = ?";

    /** Parameter: id. */
    public static final String EVENT = "SELECT EVENT FROM SLUICE_PARKED WHERE PARKED_ID = ?";

    /** Parameter: id. */
    public static final String STATE = "SELECT STATE FROM SLUICE_PARKED WHERE PARKED_ID = ?";

    /** Of a row of the error {@code size} there are no values to be written. Parameters: who, id. */
    public static final String REQUEST =
            "UPDATE SLUICE_PARKED SET STATE = 'replay-requested', CHANGED_AT = SYSTIMESTAMP, CHANGED_BY = ?, REASON = NULL"
            + " WHERE PARKED_ID = ? AND STATE = 'parked' AND ERROR_CLASS <> 'size'";

    /** Parameters: who, why, id. */
    public static final String DISCARD =
            "UPDATE SLUICE_PARKED SET STATE = 'discarded', CHANGED_AT = SYSTIMESTAMP, CHANGED_BY = ?, REASON = ?"
            + " WHERE PARKED_ID = ? AND " + UNRESOLVED;

    /** Rows of which no copy was sent, oldest first. */
    public static final String UNCOPIED =
            "SELECT PARKED_ID, TOPIC, PARTITION_NO, RECORD_OFFSET, SOURCE_DATABASE, SOURCE_TABLE, OPERATION, SCHEMA_ID,"
            + " ERROR_CLASS, EVENT_KEY, EVENT FROM SLUICE_PARKED WHERE COPIED_AT IS NULL ORDER BY PARKED_ID";

    /** Parameter: id. */
    public static final String COPIED = "UPDATE SLUICE_PARKED SET COPIED_AT = SYSTIMESTAMP WHERE PARKED_ID = ?";

    private ParkedTable() {
    }
}
