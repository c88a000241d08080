package sluice.schema;

import java.util.Map;

/**
 * The SQL of Sluice's own tables in the target; valid in Oracle as in H2. Times have a zone: SYSTIMESTAMP compared
 * with a column that has none would be read in the session's zone.
 */
public final class OwnTables {

    /** The tables with the statements that create them. */
    public static final Map<String, String> CREATE = Map.of(
            "SLUICE_WATERMARK", """
                    CREATE TABLE SLUICE_WATERMARK (
                      TOPIC VARCHAR2(249 CHAR) NOT NULL, PARTITION_NO NUMBER(10) NOT NULL,
                      NEXT_OFFSET NUMBER(19) NOT NULL, TOPIC_ID VARCHAR2(40 CHAR) NOT NULL,
                      SOURCE_POSITION VARCHAR2(1000 CHAR), SOURCE_TIME TIMESTAMP(3) WITH TIME ZONE,
                      MOVED_AT TIMESTAMP(3) WITH TIME ZONE, PARTITIONS NUMBER(10),
                      STRANDS NUMBER(10) DEFAULT 1 NOT NULL,
                      CONSTRAINT SLUICE_WATERMARK_PK PRIMARY KEY (TOPIC, PARTITION_NO))""",
            "SLUICE_BARRIER", """
                    CREATE TABLE SLUICE_BARRIER (
                      BARRIER_ID VARCHAR2(700 CHAR) NOT NULL, KIND VARCHAR2(20 CHAR) NOT NULL,
                      SOURCE_DATABASE VARCHAR2(64 CHAR) NOT NULL, SOURCE_TABLE VARCHAR2(64 CHAR) NOT NULL,
                      PARTITIONS NUMBER(10) NOT NULL, STATE VARCHAR2(10 CHAR) NOT NULL, OWNER VARCHAR2(100 CHAR),
                      CLAIMED_AT TIMESTAMP(3) WITH TIME ZONE, ROWS_DONE NUMBER(19) NOT NULL,
                      REASON VARCHAR2(1000 CHAR), ACCEPTED_BY VARCHAR2(100 CHAR),
                      CONSTRAINT SLUICE_BARRIER_PK PRIMARY KEY (BARRIER_ID))""",
            "SLUICE_ARRIVAL", """
                    CREATE TABLE SLUICE_ARRIVAL (
                      BARRIER_ID VARCHAR2(700 CHAR) NOT NULL, PARTITION_NO NUMBER(10) NOT NULL,
                      ARRIVED_AT TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                      CONSTRAINT SLUICE_ARRIVAL_PK PRIMARY KEY (BARRIER_ID, PARTITION_NO))""",
            "SLUICE_PARKED", ParkedTable.CREATE, "SLUICE_RECONCILE", ReconcileTable.CREATE, "SLUICE_LIMIT", LimitTable.CREATE,
            "SLUICE_VERIFY", VerifyTable.CREATE, "SLUICE_STRAND", StrandTable.CREATE,
            "SLUICE_MIGRATION", MigrationTable.CREATE, "SLUICE_AUDIT", MigrationTable.CREATE_AUDIT);

    /** What an earlier version's tables lack: a query that fails then, and the remedy. */
    public static final Map<String, String> ADD = Map.of(
            "SELECT PARTITIONS FROM SLUICE_WATERMARK WHERE 1 = 0", "ALTER TABLE SLUICE_WATERMARK ADD (PARTITIONS NUMBER(10))",
            "SELECT STRANDS FROM SLUICE_WATERMARK WHERE 1 = 0", "ALTER TABLE SLUICE_WATERMARK ADD (STRANDS NUMBER(10) DEFAULT 1 NOT NULL)");

    public static final String READ_WATERMARK =
            "SELECT NEXT_OFFSET, TOPIC_ID, STRANDS FROM SLUICE_WATERMARK WHERE TOPIC = ? AND PARTITION_NO = ?";

    public static final String CREATE_WATERMARK =
            "INSERT INTO SLUICE_WATERMARK (TOPIC, PARTITION_NO, NEXT_OFFSET, TOPIC_ID, PARTITIONS, MOVED_AT)"
            + " VALUES (?, ?, ?, ?, ?, SYSTIMESTAMP)";

    /** How many partitions the topic had when its first watermark was made; NULL if there is none or if nobody wrote it down. */
    public static final String READ_PARTITIONS = "SELECT MIN(PARTITIONS) FROM SLUICE_WATERMARK WHERE TOPIC = ?";

    /** Parameters: partitions, topic. */
    public static final String NOTE_PARTITIONS = "UPDATE SLUICE_WATERMARK SET PARTITIONS = ? WHERE TOPIC = ? AND PARTITIONS IS NULL";

    /** The topics that have watermarks, each with the id that it has in them. */
    public static final String WATERMARK_TOPICS = "SELECT DISTINCT TOPIC, TOPIC_ID FROM SLUICE_WATERMARK ORDER BY TOPIC";

    /** The compare-and-set. Parameters: next offset, source position, source time, topic, partition, expected offset, expected number of strands. */
    public static final String MOVE_WATERMARK =
            "UPDATE SLUICE_WATERMARK SET NEXT_OFFSET = ?, SOURCE_POSITION = COALESCE(?, SOURCE_POSITION),"
            + " SOURCE_TIME = COALESCE(?, SOURCE_TIME), MOVED_AT = SYSTIMESTAMP"
            + " WHERE TOPIC = ? AND PARTITION_NO = ? AND NEXT_OFFSET = ? AND STRANDS = ?";

    /** Locks a watermark and changes nothing, so that there is something to commit. Parameters: topic, partition. */
    public static final String TOUCH_WATERMARK = "UPDATE SLUICE_WATERMARK SET MOVED_AT = MOVED_AT WHERE TOPIC = ? AND PARTITION_NO = ?";

    public static final String CREATE_BARRIER =
            "INSERT INTO SLUICE_BARRIER (BARRIER_ID, KIND, SOURCE_DATABASE, SOURCE_TABLE, PARTITIONS, STATE, ROWS_DONE)"
            + " VALUES (?, ?, ?, ?, ?, 'waiting', 0)";

    public static final String CREATE_ARRIVAL =
            "INSERT INTO SLUICE_ARRIVAL (BARRIER_ID, PARTITION_NO, ARRIVED_AT) VALUES (?, ?, SYSTIMESTAMP)";

    /** State, number of arrivals and what an operator is waited for of a barrier. */
    public static final String READ_BARRIER =
            "SELECT STATE, OWNER, PARTITIONS, (SELECT COUNT(*) FROM SLUICE_ARRIVAL A WHERE A.BARRIER_ID = B.BARRIER_ID)"
            + " AS ARRIVED, REASON FROM SLUICE_BARRIER B WHERE BARRIER_ID = ?";

    /** Who has accepted a barrier as it is; parameter: barrier. */
    public static final String READ_ACCEPTED = "SELECT ACCEPTED_BY FROM SLUICE_BARRIER WHERE BARRIER_ID = ?";

    /** An operator is waited for, and the claim given back. Parameters: reason, barrier, owner. */
    public static final String HOLD_BACK_BARRIER =
            "UPDATE SLUICE_BARRIER SET STATE = 'waiting', REASON = ? WHERE BARRIER_ID = ? AND OWNER = ? AND STATE = 'claimed'";

    /** Barriers at which an operator is waited for, by table. */
    public static final String HELD_BARRIERS = "SELECT BARRIER_ID, SOURCE_DATABASE, SOURCE_TABLE, REASON, ACCEPTED_BY"
            + " FROM SLUICE_BARRIER WHERE STATE <> 'done' AND REASON IS NOT NULL ORDER BY SOURCE_DATABASE, SOURCE_TABLE, BARRIER_ID";

    /** Parameters: who accepts, barrier. */
    public static final String ACCEPT_BARRIER =
            "UPDATE SLUICE_BARRIER SET ACCEPTED_BY = ? WHERE BARRIER_ID = ? AND STATE <> 'done' AND REASON IS NOT NULL";

    /** Barriers at which everybody has arrived and whose action nobody carries out; parameter: seconds of a claim. */
    public static final String DUE_BARRIERS =
            "SELECT BARRIER_ID, KIND, SOURCE_DATABASE, SOURCE_TABLE FROM SLUICE_BARRIER B WHERE (STATE = 'waiting'"
            + " OR (STATE = 'claimed' AND CLAIMED_AT < SYSTIMESTAMP - CAST(? AS NUMBER(10)) * INTERVAL '1' SECOND))"
            + " AND PARTITIONS = (SELECT COUNT(*) FROM SLUICE_ARRIVAL A WHERE A.BARRIER_ID = B.BARRIER_ID)";

    /** Parameters: owner, barrier, seconds of a claim. */
    public static final String CLAIM_BARRIER =
            "UPDATE SLUICE_BARRIER SET STATE = 'claimed', OWNER = ?, CLAIMED_AT = SYSTIMESTAMP WHERE BARRIER_ID = ?"
            + " AND (STATE = 'waiting' OR (STATE = 'claimed' AND CLAIMED_AT < SYSTIMESTAMP - CAST(? AS NUMBER(10)) * INTERVAL '1' SECOND))";

    /** Locks the claim for this transaction and renews it. Parameters: barrier, owner. */
    public static final String HOLD_BARRIER =
            "UPDATE SLUICE_BARRIER SET CLAIMED_AT = SYSTIMESTAMP WHERE BARRIER_ID = ? AND OWNER = ? AND STATE = 'claimed'";

    /** Parameters: rows of this chunk, new state, barrier. */
    public static final String ADVANCE_BARRIER =
            "UPDATE SLUICE_BARRIER SET ROWS_DONE = ROWS_DONE + ?, STATE = ? WHERE BARRIER_ID = ?";

    private OwnTables() {
    }
}
