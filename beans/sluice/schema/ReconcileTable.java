package sluice.schema;

/**
 * The SQL of SLUICE_RECONCILE: tables that keep rows which Sluice did not write, and therefore perhaps rows which the source
 * does not have. Valid in Oracle as in H2.
 */
public final class ReconcileTable {

    static final String CREATE = """
            CREATE TABLE SLUICE_RECONCILE (
              SOURCE_DATABASE VARCHAR2(64 CHAR) NOT NULL, SOURCE_TABLE VARCHAR2(64 CHAR) NOT NULL,
              BARRIER_ID VARCHAR2(700 CHAR) NOT NULL, REASON VARCHAR2(1000 CHAR) NOT NULL,
              MARKED_AT TIMESTAMP(3) WITH TIME ZONE NOT NULL,
              CONSTRAINT SLUICE_RECONCILE_PK PRIMARY KEY (SOURCE_DATABASE, SOURCE_TABLE))""";

    /** Whether a table is marked: one row or none. Parameters: source database, source table. */
    public static final String IS_MARKED = "SELECT 1 FROM SLUICE_RECONCILE WHERE SOURCE_DATABASE = ? AND SOURCE_TABLE = ?";

    /** Parameters: source database, source table, barrier, reason. */
    public static final String MARK =
            "INSERT INTO SLUICE_RECONCILE (SOURCE_DATABASE, SOURCE_TABLE, BARRIER_ID, REASON, MARKED_AT)"
            + " VALUES (?, ?, ?, ?, SYSTIMESTAMP)";

    /** Parameters: source database, source table. */
    public static final String CLEAR = "DELETE FROM SLUICE_RECONCILE WHERE SOURCE_DATABASE = ? AND SOURCE_TABLE = ?";

    /** Database, table, reason, since when. */
    public static final String ALL =
            "SELECT SOURCE_DATABASE, SOURCE_TABLE, REASON, MARKED_AT FROM SLUICE_RECONCILE ORDER BY SOURCE_DATABASE, SOURCE_TABLE";

    /** How often Sluice began with the table from empty. Parameters: source database, source table. */
    public static final String BEGUN_FROM_EMPTY =
            "SELECT COUNT(*) FROM SLUICE_BARRIER WHERE SOURCE_DATABASE = ? AND SOURCE_TABLE = ?"
            + " AND KIND IN ('SNAPSHOT', 'TRUNCATE', 'RESYNC') AND STATE = 'done'";

    private ReconcileTable() {
    }
}
