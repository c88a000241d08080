package sluice.schema;

/**
 * The SQL of SLUICE_MIGRATION, where a migration stands, and of SLUICE_AUDIT, how it came there. One row a migration, told apart by the
 * prefix of its topics. Valid in Oracle as in H2.
 */
public final class MigrationTable {

    /** FROZEN_BY holds the source frozen as long as it renews the lease; FREEZER is its connection there. */
    static final String CREATE = """
            CREATE TABLE SLUICE_MIGRATION (
              MIGRATION VARCHAR2(200 CHAR) NOT NULL, PHASE VARCHAR2(20 CHAR) NOT NULL, SINCE TIMESTAMP(3) WITH TIME ZONE NOT NULL,
              FROZEN_BY VARCHAR2(200 CHAR), FREEZER NUMBER(19), LEASED_AT TIMESTAMP(3) WITH TIME ZONE,
              CONSTRAINT SLUICE_MIGRATION_PK PRIMARY KEY (MIGRATION))""";

    static final String CREATE_AUDIT = """
            CREATE TABLE SLUICE_AUDIT (
              MIGRATION VARCHAR2(200 CHAR) NOT NULL, STEP_NO NUMBER(10) NOT NULL, AT_TIME TIMESTAMP(3) WITH TIME ZONE NOT NULL,
              WHO VARCHAR2(200 CHAR) NOT NULL, FROM_PHASE VARCHAR2(20 CHAR), TO_PHASE VARCHAR2(20 CHAR) NOT NULL, EVIDENCE VARCHAR2(2000 CHAR),
              CONSTRAINT SLUICE_AUDIT_PK PRIMARY KEY (MIGRATION, STEP_NO))""";

    /** Parameter: migration. */
    public static final String READ = "SELECT PHASE, SINCE, FROZEN_BY, FREEZER, LEASED_AT, SYSTIMESTAMP AS NOW_THERE FROM SLUICE_MIGRATION WHERE MIGRATION = ?";

    /** Parameters: migration, phase. */
    public static final String BEGIN = "INSERT INTO SLUICE_MIGRATION (MIGRATION, PHASE, SINCE) VALUES (?, ?, SYSTIMESTAMP)";

    /** The compare-and-set. Parameters: new phase, holder, its connection, migration, expected phase. */
    public static final String MOVE =
            "UPDATE SLUICE_MIGRATION SET PHASE = ?, SINCE = SYSTIMESTAMP, FROZEN_BY = ?, FREEZER = ?, LEASED_AT = SYSTIMESTAMP"
            + " WHERE MIGRATION = ? AND PHASE = ?";

    /** The same for who holds the source frozen: nobody else moves on from there. Parameters: new phase, holder, migration, expected phase, holder. */
    public static final String MOVE_HELD =
            "UPDATE SLUICE_MIGRATION SET PHASE = ?, SINCE = SYSTIMESTAMP, FROZEN_BY = ?, LEASED_AT = SYSTIMESTAMP"
            + " WHERE MIGRATION = ? AND PHASE = ? AND FROZEN_BY = ?";

    /** Parameters: migration, holder. */
    public static final String RENEW = "UPDATE SLUICE_MIGRATION SET LEASED_AT = SYSTIMESTAMP WHERE MIGRATION = ? AND FROZEN_BY = ?";

    /** Takes over from a holder that does not renew any more. Parameters: new holder, migration, old holder, seconds. */
    public static final String TAKE_OVER =
            "UPDATE SLUICE_MIGRATION SET FROZEN_BY = ?, LEASED_AT = SYSTIMESTAMP WHERE MIGRATION = ? AND FROZEN_BY = ?"
            + " AND LEASED_AT < SYSTIMESTAMP - CAST(? AS NUMBER(10)) * INTERVAL '1' SECOND";

    /** The number of the next step. Parameter: migration. */
    public static final String NEXT_STEP = "SELECT COALESCE(MAX(STEP_NO), 0) + 1 FROM SLUICE_AUDIT WHERE MIGRATION = ?";

    /** Parameters: migration, step, who, from, to, evidence. */
    public static final String AUDIT =
            "INSERT INTO SLUICE_AUDIT (MIGRATION, STEP_NO, AT_TIME, WHO, FROM_PHASE, TO_PHASE, EVIDENCE) VALUES (?, ?, SYSTIMESTAMP, ?, ?, ?, ?)";

    /** All steps. Parameter: migration. */
    public static final String HISTORY =
            "SELECT AT_TIME, WHO, FROM_PHASE, TO_PHASE, EVIDENCE FROM SLUICE_AUDIT WHERE MIGRATION = ? ORDER BY STEP_NO";

    private MigrationTable() {
    }
}
