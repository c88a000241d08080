package sluice.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.assess.TargetRelease.Release;
import sluice.schema.DictionaryQuery;
import sluice.schema.H2Dialect;
import sluice.schema.OracleDialect;
import sluice.schema.OracleGrammar;
import sluice.schema.TableId;
import sluice.schema.TargetColumn;
import sluice.schema.TargetFeatures;
import sluice.schema.TargetTable;
import sluice.schema.source.ColumnFill;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** Oracle's dictionary as tables of H2, with rows as Oracle's reference documents them: the checks' queries run for real. */
public class OracleTargetTest {

    private static final List<String> DICTIONARY = List.of(
            "CREATE SCHEMA SHOP", "CREATE ALIAS SYS_CONTEXT FOR 'sluice.assess.OracleTargetTest.context'",
            "CREATE ALIAS LENGTHB FOR 'sluice.assess.OracleTargetTest.bytes'",
            "CREATE TABLE ALL_USERS (USERNAME VARCHAR2(128))", "INSERT INTO ALL_USERS VALUES ('SHOP')",
            "CREATE TABLE NLS_DATABASE_PARAMETERS (PARAMETER VARCHAR2(128), VALUE VARCHAR2(64))",
            "INSERT INTO NLS_DATABASE_PARAMETERS VALUES ('NLS_CHARACTERSET', 'AL32UTF8')",
            "CREATE TABLE SESSION_PRIVS (PRIVILEGE VARCHAR2(40))", "CREATE TABLE SESSION_ROLES (ROLE VARCHAR2(128))",
            "CREATE TABLE ALL_TAB_PRIVS (GRANTEE VARCHAR2(128), TABLE_SCHEMA VARCHAR2(128), TABLE_NAME VARCHAR2(128),"
                    + " PRIVILEGE VARCHAR2(40))",
            "CREATE TABLE USER_USERS (USERNAME VARCHAR2(128), DEFAULT_TABLESPACE VARCHAR2(30))",
            "CREATE TABLE USER_TS_QUOTAS (TABLESPACE_NAME VARCHAR2(30), BYTES NUMBER, MAX_BYTES NUMBER)",
            "CREATE TABLE USER_FREE_SPACE (TABLESPACE_NAME VARCHAR2(30), BYTES NUMBER)",
            "CREATE TABLE DBA_DATA_FILES (TABLESPACE_NAME VARCHAR2(30), BYTES NUMBER, MAXBYTES NUMBER, AUTOEXTENSIBLE VARCHAR2(3))",
            "CREATE TABLE ALL_TRIGGERS (OWNER VARCHAR2(128), TRIGGER_NAME VARCHAR2(128), TABLE_OWNER VARCHAR2(128),"
                    + " TABLE_NAME VARCHAR2(128), STATUS VARCHAR2(8))",
            "CREATE TABLE ALL_CONSTRAINTS (OWNER VARCHAR2(128), CONSTRAINT_NAME VARCHAR2(128), CONSTRAINT_TYPE VARCHAR2(1),"
                    + " TABLE_NAME VARCHAR2(128), STATUS VARCHAR2(8))",
            "CREATE TABLE V$SESSION (SID NUMBER, AUDSID NUMBER, USERNAME VARCHAR2(128), PROGRAM VARCHAR2(84), MACHINE VARCHAR2(64),"
                    + " TYPE VARCHAR2(10))",
            "CREATE TABLE V$LOCKED_OBJECT (OBJECT_ID NUMBER, SESSION_ID NUMBER)",
            "CREATE TABLE ALL_OBJECTS (OBJECT_ID NUMBER, OWNER VARCHAR2(128))",
            "CREATE TABLE V$DATABASE (LOG_MODE VARCHAR2(12), FORCE_LOGGING VARCHAR2(39))",
            "CREATE TABLE V$LOG (GROUP# NUMBER, BYTES NUMBER)",
            "CREATE TABLE V$RECOVERY_FILE_DEST (SPACE_LIMIT NUMBER, SPACE_USED NUMBER, SPACE_RECLAIMABLE NUMBER)");

    private static final Volume VOLUME = new Volume(1, 1_000, 10L << 30, 1_000, 1L << 20);

    private final TargetTable orders = new TargetTable("SHOP", "ORDERS", List.of(new TargetColumn("ID", "NUMBER(19)", false)), List.of("ID"));
    private final PlannedTable existing = new PlannedTable(new SourceTable(new TableId("shop", "orders"), List.of(), List.of("id"), 0),
            orders, orders);
    private final PlannedTable missing = new PlannedTable(existing.source(), orders, null);
    private final Findings findings = new Findings();
    private Connection connection;

    public static String context(String namespace, String parameter) {
        return "7";
    }

    public static int bytes(String text) {
        return Math.min(text.length(), 4_000);
    }

    @BeforeEach
    void dictionary() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=Oracle;NON_KEYWORDS=VALUE", "SLUICE", "");
        run(DICTIONARY.toArray(String[]::new));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @EnumSource(DictionaryQuery.class)
    void everyQuestionIsOraclesSqlAlsoForSeveralSchemas(DictionaryQuery query) {
        OracleGrammar.assertParses(query.sql().replace("%s", "?, ?"));
        new H2Dialect().dictionary(query).ifPresent(sql -> OracleGrammar.assertParses(sql.replace("%s", "?, ?")));
    }

    @Test
    void eachMissingPrivilegeIsToldWithItsGrant() throws SQLException {
        new TargetPrivileges(server(), List.of(existing), false).look(findings);

        assertEquals(List.of("GRANT CREATE TABLE TO \"SLUICE\";", "GRANT CREATE SEQUENCE TO \"SLUICE\";", "GRANT SELECT ON \"SHOP\".\"ORDERS\" TO \"SLUICE\";",
                "GRANT INSERT ON \"SHOP\".\"ORDERS\" TO \"SLUICE\";", "GRANT UPDATE ON \"SHOP\".\"ORDERS\" TO \"SLUICE\";",
                "GRANT DELETE ON \"SHOP\".\"ORDERS\" TO \"SLUICE\";"), remedies());
        findings.all().forEach(finding -> OracleGrammar.assertParses(finding.remedy().replace(";", "")));
    }

    @Test
    void privilegesOfTheSessionOfARoleAndForAnyTableCount() throws SQLException {
        run("INSERT INTO SESSION_PRIVS VALUES ('CREATE ANY TABLE'), ('CREATE SEQUENCE'), ('SELECT ANY TABLE')", "INSERT INTO SESSION_ROLES VALUES ('WRITER')",
                "INSERT INTO ALL_TAB_PRIVS VALUES ('WRITER', 'SHOP', 'ORDERS', 'INSERT'), ('SLUICE', 'SHOP', 'ORDERS', 'UPDATE'),"
                        + " ('OTHER', 'SHOP', 'ORDERS', 'DELETE')");
        new TargetPrivileges(server(), List.of(existing), false).look(findings);

        assertEquals(List.of("GRANT DELETE ON \"SHOP\".\"ORDERS\" TO \"SLUICE\";"), remedies());
    }

    @Test
    void aTableToBeCreatedInAnotherSchemaNeedsAnyPrivileges() throws SQLException {
        new TargetPrivileges(server(), List.of(missing), true).look(findings);

        assertEquals(Set.of("CREATE ANY TABLE", "CREATE ANY INDEX", "SELECT ANY TABLE", "INSERT ANY TABLE", "UPDATE ANY TABLE",
                "DELETE ANY TABLE"), findings.all().stream().map(Finding::object).collect(Collectors.toSet()));
    }

    /** Oracle numbers the rows of an identity by a sequence. */
    @Test
    void aTableThatNumbersItsRowsNeedsASequence() throws SQLException {
        SourceTable numbered = new SourceTable(new TableId("shop", "orders"), List.of(new SourceColumn("id", "bigint", "bigint", null, 19, 0, false)
                .withFill(new ColumnFill(null, false, true, null, null, false))), List.of("id"), 0);
        run("INSERT INTO SESSION_PRIVS VALUES ('CREATE ANY TABLE'), ('CREATE ANY INDEX'), ('SELECT ANY TABLE'), ('INSERT ANY TABLE'),"
                + " ('UPDATE ANY TABLE'), ('DELETE ANY TABLE')");
        new TargetPrivileges(server(), List.of(new PlannedTable(numbered, orders, null)), true).look(findings);

        assertEquals(List.of("GRANT CREATE ANY SEQUENCE TO \"SLUICE\";"), remedies());
    }

    @Test
    void aSchemaThatIsNotThereIsToldWithItsStatement() throws SQLException {
        run("INSERT INTO SESSION_PRIVS VALUES ('CREATE TABLE')");
        new TargetPrivileges(new TargetServer(new OracleDialect(), connection, List.of("SHOP", "CRM")), List.of(), true).look(findings);

        assertEquals(List.of("target-schema:CRM"), names());
    }

    @Test
    void enabledTriggersConstraintsAndOtherSessionsAreTold() throws SQLException {
        run("INSERT INTO ALL_TRIGGERS VALUES ('SHOP', 'T1', 'SHOP', 'ORDERS', 'ENABLED'), ('SHOP', 'T2', 'SHOP', 'ORDERS', 'DISABLED'),"
                        + " ('SHOP', 'T3', 'SHOP', 'OTHERS', 'ENABLED')",
                "INSERT INTO ALL_CONSTRAINTS VALUES ('SHOP', 'F1', 'R', 'ORDERS', 'ENABLED'), ('SHOP', 'U1', 'U', 'ORDERS', 'ENABLED'),"
                        + " ('SHOP', 'U2', 'U', 'ORDERS', 'DISABLED'), ('SHOP', 'P1', 'P', 'ORDERS', 'ENABLED')",
                "INSERT INTO V$SESSION VALUES (1, 7, 'SHOP', 'us', 'here', 'USER'), (2, 8, 'SHOP', 'sqlplus', 'pc', 'USER'),"
                        + " (6, 11, 'SHOP', NULL, 'pc', 'USER'), (7, 12, 'SHOP', 'sluice', 'other', 'USER'),"
                        + " (3, 9, 'BATCH', 'job', 'host', 'USER'), (4, 10, 'IDLE', 'x', 'y', 'USER'), (5, 0, NULL, 'DBW0', 'h', 'BACKGROUND')",
                "INSERT INTO ALL_OBJECTS VALUES (77, 'SHOP')", "INSERT INTO V$LOCKED_OBJECT VALUES (77, 3)");
        new TargetWriters(server(), Set.of("SHOP.ORDERS")).look(findings);

        assertEquals(List.of("target-trigger:SHOP.ORDERS.T1", "target-constraint:SHOP.ORDERS.F1", "target-constraint:SHOP.ORDERS.U1",
                "target-session:BATCH", "target-session:SHOP"), names());
        String shop = findings.all().get(4).reason();
        assertTrue(shop.startsWith("other sessions of SHOP: ") && shop.contains("1 of sqlplus from pc") && shop.contains("1 from pc"), shop);
        assertFalse(shop.contains("sluice"), "other processes of ours are no strangers: " + shop);
        assertTrue(remedies().contains("ALTER TRIGGER \"SHOP\".\"T1\" DISABLE;"), remedies().toString());
        remedies().stream().filter(remedy -> remedy.startsWith("ALTER TABLE")).forEach(remedy ->
                OracleGrammar.assertParses(remedy.lines().findFirst().orElseThrow().replace(";", "")));
    }

    @Test
    void roomForRowsRedoAndArchivedRedoIsMeasured() throws SQLException {
        run("INSERT INTO USER_USERS VALUES ('SLUICE', 'USERS')", "INSERT INTO USER_TS_QUOTAS VALUES ('USERS', 0, 1073741824)",
                "INSERT INTO USER_FREE_SPACE VALUES ('USERS', 500), ('USERS', 500), ('OTHER', 99999999999999)",
                "INSERT INTO DBA_DATA_FILES VALUES ('USERS', 1000, 3000, 'YES'), ('USERS', 1000, 0, 'NO')",
                "INSERT INTO V$DATABASE VALUES ('ARCHIVELOG', 'NO')", "INSERT INTO V$LOG VALUES (1, 209715200), (2, 209715200)",
                "INSERT INTO V$RECOVERY_FILE_DEST VALUES (21474836480, 20401094656, 0)");
        new TargetRoom(server(), VOLUME).look(findings);

        assertEquals(List.of("target-quota:USERS", "target-space:USERS", "force-logging:target", "redo-space:target",
                "archive-space:target"), names());
        assertTrue(findings.all().get(1).reason().startsWith("1000 bytes are free, and its files may grow to 2.9 kB"),
                findings.all().get(1).reason());
        // The grammar knows no ALTER SYSTEM, and wants a file's name for a redo log.
        findings.all().stream().filter(finding -> finding.remedy().matches("(?s)ALTER (USER|TABLESPACE|DATABASE FORCE).*")).forEach(finding -> OracleGrammar.assertParsesByOne(finding.remedy().lines().findFirst().orElseThrow().replace(";", "")));
    }

    @Test
    void enoughRoomIsNoFinding() throws SQLException {
        run("INSERT INTO SESSION_PRIVS VALUES ('UNLIMITED TABLESPACE')", "INSERT INTO USER_USERS VALUES ('SLUICE', 'USERS')",
                "INSERT INTO USER_FREE_SPACE VALUES ('USERS', 10737418240)",
                "INSERT INTO DBA_DATA_FILES VALUES ('USERS', 10737418240, 34359738368, 'YES')",
                "INSERT INTO V$DATABASE VALUES ('ARCHIVELOG', 'YES')", "INSERT INTO V$LOG VALUES (1, 4294967296)",
                "INSERT INTO V$RECOVERY_FILE_DEST VALUES (107374182400, 0, 0)");
        new TargetRoom(server(), VOLUME).look(findings);

        assertEquals(List.of(), names());
    }

    @Test
    void noQuotaAtAllIsAnErrorAndNoArchivelogAWarning() throws SQLException {
        run("INSERT INTO USER_USERS VALUES ('SLUICE', 'USERS')", "INSERT INTO V$DATABASE VALUES ('NOARCHIVELOG', 'NO')",
                "INSERT INTO V$LOG VALUES (1, 4294967296)");
        new TargetRoom(server(), new Volume(1, 0, 0, 1, 1)).look(findings);

        assertEquals(List.of("target-quota:USERS", "force-logging:target"), names());
        assertEquals(List.of(Severity.ERROR, Severity.WARNING), findings.all().stream().map(Finding::severity).toList());
    }

    @Test
    void whatMayNotBeLookedAtIsANoteWithTheGrantAndNoException() throws SQLException {
        for (String view : List.of("DBA_DATA_FILES", "V$SESSION", "V$DATABASE", "V$LOG", "V$RECOVERY_FILE_DEST")) {
            run("DROP TABLE " + view);
        }
        run("INSERT INTO USER_USERS VALUES ('SLUICE', 'USERS')", "INSERT INTO SESSION_PRIVS VALUES ('UNLIMITED TABLESPACE')",
                "INSERT INTO USER_FREE_SPACE VALUES ('USERS', 99999999999)");
        TargetServer server = server();
        new TargetWriters(server, Set.of("SHOP.ORDERS")).look(findings);
        new TargetRoom(server, VOLUME).look(findings);

        assertTrue(findings.all().stream().allMatch(finding -> finding.id() == FindingId.TARGET_NOT_LOOKED_AT
                && finding.severity() == Severity.NOTE), findings.all().toString());
        Set<String> grants = findings.all().stream().flatMap(finding -> finding.remedy().lines()).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("GRANT SELECT ON SYS.DBA_DATA_FILES TO \"SLUICE\";", "GRANT SELECT ON SYS.V_$DATABASE TO \"SLUICE\";",
                "GRANT SELECT ON SYS.V_$LOCKED_OBJECT TO \"SLUICE\";", "GRANT SELECT ON SYS.V_$LOG TO \"SLUICE\";",
                "GRANT SELECT ON SYS.V_$RECOVERY_FILE_DEST TO \"SLUICE\";", "GRANT SELECT ON SYS.V_$SESSION TO \"SLUICE\";"), grants);
        grants.forEach(grant -> OracleGrammar.assertParses(grant.replace(";", "")));
    }

    @Test
    void oldReleasesOtherCharacterSetsAndShortStringsAreTold() {
        new TargetRelease(new Release("Oracle", 11, 2, "Oracle Database 11g"), new TargetFeatures(11, 4_000, "WE8MSWIN1252", 30)).look(findings);
        new TargetRelease(new Release("Oracle", 18, 0, "18"), new TargetFeatures(18, 32_767, "AL32UTF8", 128)).look(findings);
        new TargetRelease(new Release("Oracle", 19, 0, "19"), new TargetFeatures(19, 32_767, "AL32UTF8", 128)).look(findings);

        assertEquals(List.of("error target-version", "warning target-character-set", "note max-string-size", "warning target-version"),
                findings.all().stream().map(finding -> finding.severity().word() + " " + finding.id().text()).toList());
    }

    @Test
    void theStandInSaysWhatItHasNoNotionOf() throws SQLException {
        TargetServer server = new TargetServer(new H2Dialect(), connection, List.of("SHOP"));
        new TargetRoom(server, VOLUME).look(findings);
        new StandIn(server).look(findings);

        assertEquals(List.of("target-stand-in:target"), names());
        assertTrue(findings.all().get(0).reason().endsWith("logging, quota, recovery area, redo"), findings.all().get(0).reason());
    }

    private TargetServer server() throws SQLException {
        return new TargetServer(new OracleDialect(), connection, List.of("SHOP"));
    }

    private List<String> names() {
        return findings.all().stream().map(Finding::name).toList();
    }

    private List<String> remedies() {
        return findings.all().stream().map(Finding::remedy).toList();
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
