package sluice.schema;

/** The SQL of SLUICE_VERIFY: how far the comparison of each table is, and when it was last found equal. Valid in Oracle as in H2. */
public final class VerifyTable {

    /**
     * A row a table. STATE is waiting, running or done; RUN_ID says which of them belong to one command. EQUAL_AT and EQUAL_PLACE are of the
     * last pass that found the table equal: all that the source had committed at that place was looked at, or overtaken by later changes. EQUAL_OFFSETS
     * are the watermarks of then, by partition: only rows that have changes from there on can differ by now.
     */
    static final String CREATE = """
            CREATE TABLE SLUICE_VERIFY (
              SOURCE_DATABASE VARCHAR2(64 CHAR) NOT NULL, SOURCE_TABLE VARCHAR2(64 CHAR) NOT NULL,
              RUN_ID VARCHAR2(40 CHAR) NOT NULL, STATE VARCHAR2(10 CHAR) NOT NULL, VERDICT VARCHAR2(20 CHAR),
              STARTED_AT TIMESTAMP(3) WITH TIME ZONE, CHANGED_AT TIMESTAMP(3) WITH TIME ZONE NOT NULL,
              EQUAL_AT TIMESTAMP(3) WITH TIME ZONE, BEGIN_PLACE CLOB, EQUAL_PLACE CLOB, PROGRESS CLOB,
              BEGIN_OFFSETS CLOB, EQUAL_OFFSETS CLOB,
              CONSTRAINT SLUICE_VERIFY_PK PRIMARY KEY (SOURCE_DATABASE, SOURCE_TABLE))""";

    /** All of a table; one row or none. Parameters: source database, source table. */
    public static final String READ = "SELECT RUN_ID, STATE, VERDICT, STARTED_AT, CHANGED_AT, EQUAL_AT, BEGIN_PLACE, EQUAL_PLACE, PROGRESS, EQUAL_OFFSETS"
            + " FROM SLUICE_VERIFY WHERE SOURCE_DATABASE = ? AND SOURCE_TABLE = ?";

    /** Parameters: source database, source table, run. */
    public static final String CREATE_ROW =
            "INSERT INTO SLUICE_VERIFY (SOURCE_DATABASE, SOURCE_TABLE, RUN_ID, STATE, CHANGED_AT) VALUES (?, ?, ?, 'waiting', SYSTIMESTAMP)";

    /** Makes a table wait for its comparison; when it was last equal stays known. Parameters: run, source database, source table. */
    public static final String BEGIN_ANEW =
            "UPDATE SLUICE_VERIFY SET RUN_ID = ?, STATE = 'waiting', VERDICT = NULL, STARTED_AT = NULL, CHANGED_AT = SYSTIMESTAMP,"
            + " BEGIN_PLACE = NULL, PROGRESS = NULL WHERE SOURCE_DATABASE = ? AND SOURCE_TABLE = ?";

    /** Parameters: place, watermarks, source database, source table, run. */
    public static final String START =
            "UPDATE SLUICE_VERIFY SET STATE = 'running', STARTED_AT = SYSTIMESTAMP, CHANGED_AT = SYSTIMESTAMP, BEGIN_PLACE = ?, BEGIN_OFFSETS = ?"
            + " WHERE SOURCE_DATABASE = ? AND SOURCE_TABLE = ? AND RUN_ID = ?";

    /** Parameters: progress, source database, source table, run. */
    public static final String ADVANCE =
            "UPDATE SLUICE_VERIFY SET PROGRESS = ?, CHANGED_AT = SYSTIMESTAMP WHERE SOURCE_DATABASE = ? AND SOURCE_TABLE = ? AND RUN_ID = ?";

    /** Parameters: verdict, progress, source database, source table, run. */
    public static final String END =
            "UPDATE SLUICE_VERIFY SET STATE = 'done', VERDICT = ?, PROGRESS = ?, CHANGED_AT = SYSTIMESTAMP"
            + " WHERE SOURCE_DATABASE = ? AND SOURCE_TABLE = ? AND RUN_ID = ?";

    /** The pass that has just ended found it equal. Parameters: source database, source table, run. */
    public static final String FOUND_EQUAL =
            "UPDATE SLUICE_VERIFY SET EQUAL_AT = SYSTIMESTAMP, EQUAL_PLACE = BEGIN_PLACE, EQUAL_OFFSETS = BEGIN_OFFSETS WHERE SOURCE_DATABASE = ? AND SOURCE_TABLE = ? AND RUN_ID = ?";

    /** The rows that have changed were looked at again, and are equal. Parameters: place, watermarks, source database, source table. */
    public static final String FOUND_EQUAL_AGAIN =
            "UPDATE SLUICE_VERIFY SET EQUAL_AT = SYSTIMESTAMP, EQUAL_PLACE = ?, EQUAL_OFFSETS = ? WHERE SOURCE_DATABASE = ? AND SOURCE_TABLE = ?";

    /** Source database and table of what was found equal, and not different since. */
    public static final String FOUND_EQUAL_TABLES =
            "SELECT SOURCE_DATABASE, SOURCE_TABLE FROM SLUICE_VERIFY WHERE EQUAL_AT IS NOT NULL AND COALESCE(VERDICT, 'equal') <> 'different'";

    /** What is known of all tables, for people. */
    public static final String STANDINGS = "SELECT SOURCE_DATABASE, SOURCE_TABLE, STATE, VERDICT, CHANGED_AT, EQUAL_AT FROM SLUICE_VERIFY";

    /** Topic, partition and next offset to apply. Parameter: topic. */
    public static final String WATERMARKS = "SELECT TOPIC, PARTITION_NO, NEXT_OFFSET FROM SLUICE_WATERMARK WHERE TOPIC = ?";

    /** The same of all topics. */
    public static final String ALL_WATERMARKS = "SELECT TOPIC, PARTITION_NO, NEXT_OFFSET FROM SLUICE_WATERMARK";

    /** Source database, source table and watermarks of what was ever found equal. */
    public static final String EQUAL_OFFSETS = "SELECT SOURCE_DATABASE, SOURCE_TABLE, EQUAL_OFFSETS FROM SLUICE_VERIFY WHERE EQUAL_OFFSETS IS NOT NULL";

    private VerifyTable() {
    }
}
