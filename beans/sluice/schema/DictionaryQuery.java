package sluice.schema;

/**
 * What is asked of Oracle's dictionary besides tables and columns.
 *
 * <p>{@code %s} stands for the schemas that are asked about, as parameters. A view that not every user may read has the grant that
 * helps: who may not read it is told so, since a question that nobody could answer is not a good answer.
 */
public enum DictionaryQuery {

    /** PRIVILEGE: the system privileges of the session, roles included. */
    PRIVILEGES("SELECT PRIVILEGE FROM SESSION_PRIVS"),

    /** TABLE_SCHEMA, TABLE_NAME, PRIVILEGE: what the session may do with tables of these schemas. */
    TABLE_PRIVILEGES("SELECT TABLE_SCHEMA, TABLE_NAME, PRIVILEGE FROM ALL_TAB_PRIVS WHERE TABLE_SCHEMA IN (%s)"
            + " AND (GRANTEE IN (USER, 'PUBLIC') OR GRANTEE IN (SELECT ROLE FROM SESSION_ROLES))"),

    /** DEFAULT_TABLESPACE, BYTES and MAX_BYTES (-1 without limit) of our own quota there; without one the two are NULL. */
    QUOTA("SELECT U.DEFAULT_TABLESPACE, Q.BYTES, Q.MAX_BYTES FROM USER_USERS U"
            + " LEFT JOIN USER_TS_QUOTAS Q ON Q.TABLESPACE_NAME = U.DEFAULT_TABLESPACE"),

    /** TABLESPACE_NAME, BYTES: what is free in the files as they are. */
    FREE_SPACE("SELECT TABLESPACE_NAME, SUM(BYTES) AS BYTES FROM USER_FREE_SPACE GROUP BY TABLESPACE_NAME"),

    /** TABLESPACE_NAME, BYTES: by how much the files may still grow. */
    FILE_GROWTH("SELECT TABLESPACE_NAME, SUM(GREATEST(MAXBYTES, BYTES) - BYTES) AS BYTES FROM DBA_DATA_FILES"
            + " WHERE AUTOEXTENSIBLE = 'YES' GROUP BY TABLESPACE_NAME", "DBA_DATA_FILES"),

    /** OWNER, TRIGGER_NAME, TABLE_OWNER, TABLE_NAME of the enabled triggers. */
    TRIGGERS("SELECT OWNER, TRIGGER_NAME, TABLE_OWNER, TABLE_NAME FROM ALL_TRIGGERS WHERE STATUS = 'ENABLED'"
            + " AND TABLE_OWNER IN (%s) ORDER BY TABLE_OWNER, TABLE_NAME, TRIGGER_NAME"),

    /** OWNER, TABLE_NAME, CONSTRAINT_NAME, CONSTRAINT_TYPE (R or U) of the enabled foreign and unique keys. */
    CONSTRAINTS("SELECT OWNER, TABLE_NAME, CONSTRAINT_NAME, CONSTRAINT_TYPE FROM ALL_CONSTRAINTS WHERE STATUS = 'ENABLED'"
            + " AND CONSTRAINT_TYPE IN ('R', 'U') AND OWNER IN (%s) ORDER BY OWNER, TABLE_NAME, CONSTRAINT_NAME"),

    /**
     * USERNAME, PROGRAM, MACHINE, SESSIONS: who else is logged in as the owner, or holds locks on the owner's tables. Processes of
     * Sluice name themselves.
     */
    SESSIONS("SELECT S.USERNAME, S.PROGRAM, S.MACHINE, COUNT(*) AS SESSIONS FROM V$SESSION S WHERE S.TYPE = 'USER'"
            + " AND S.AUDSID <> SYS_CONTEXT('USERENV', 'SESSIONID') AND (S.PROGRAM IS NULL OR S.PROGRAM <> 'sluice')"
            + " AND (S.USERNAME IN (%s) OR EXISTS"
            + " (SELECT 1 FROM V$LOCKED_OBJECT L JOIN ALL_OBJECTS O ON O.OBJECT_ID = L.OBJECT_ID"
            + " WHERE L.SESSION_ID = S.SID AND O.OWNER IN (%s))) GROUP BY S.USERNAME, S.PROGRAM, S.MACHINE ORDER BY S.USERNAME",
            "V_$SESSION", "V_$LOCKED_OBJECT"),

    /** LOG_MODE, FORCE_LOGGING. */
    LOGGING("SELECT LOG_MODE, FORCE_LOGGING FROM V$DATABASE", "V_$DATABASE"),

    /** LOGS, LAST_GROUP, BYTES: how many redo logs, the highest number, and their size in all. */
    REDO("SELECT COUNT(*) AS LOGS, MAX(GROUP#) AS LAST_GROUP, SUM(BYTES) AS BYTES FROM V$LOG", "V_$LOG"),

    /** SPACE_LIMIT, SPACE_USED, SPACE_RECLAIMABLE; no row where there is no recovery area. */
    RECOVERY_AREA("SELECT SPACE_LIMIT, SPACE_USED, SPACE_RECLAIMABLE FROM V$RECOVERY_FILE_DEST WHERE SPACE_LIMIT > 0",
            "V_$RECOVERY_FILE_DEST");

    private final String sql;
    private final String[] views;

    DictionaryQuery(String sql, String... views) {
        this.sql = sql;
        this.views = views;
    }

    /** Oracle's text. */
    public String sql() {
        return sql;
    }

    /** The statements that let a user ask; none where everybody may. */
    public String[] grants(String user) {
        String[] grants = new String[views.length];
        for (int i = 0; i < views.length; i++) {
            grants[i] = "GRANT SELECT ON SYS." + views[i] + " TO \"" + user + "\";";
        }
        return grants;
    }
}
