package sluice.schema;

/** The SQL of SLUICE_LIMIT: the limits that operators have set while Sluice runs. Valid in Oracle as in H2. */
public final class LimitTable {

    /** The lane {@code *} stands for all lanes of a process. */
    static final String CREATE = """
            CREATE TABLE SLUICE_LIMIT (
              LANE VARCHAR2(200 CHAR) NOT NULL, LIMIT_NAME VARCHAR2(40 CHAR) NOT NULL, LIMIT_VALUE NUMBER(10) NOT NULL,
              SET_AT TIMESTAMP(3) WITH TIME ZONE NOT NULL,
              CONSTRAINT SLUICE_LIMIT_PK PRIMARY KEY (LANE, LIMIT_NAME))""";

    /** Lane, name, value. */
    public static final String ALL = "SELECT LANE, LIMIT_NAME, LIMIT_VALUE FROM SLUICE_LIMIT ORDER BY LANE, LIMIT_NAME";

    /** Parameters: lane, name. */
    public static final String CLEAR = "DELETE FROM SLUICE_LIMIT WHERE LANE = ? AND LIMIT_NAME = ?";

    /** Parameters: lane, name, value. */
    public static final String SET = "INSERT INTO SLUICE_LIMIT (LANE, LIMIT_NAME, LIMIT_VALUE, SET_AT) VALUES (?, ?, ?, SYSTIMESTAMP)";

    private LimitTable() {
    }
}
