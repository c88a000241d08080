package sluice.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.assess.Assessed.execute;
import static sluice.assess.Assessed.findings;
import static sluice.assess.Assessed.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.SharedServers;

/**
 * A real MySQL with a schema in which everything is wrong that can be, and a target beside it: each finding, by its name and object;
 * and each remedy that can be run is run, after which its finding is gone.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AssessIT {

    private static final MySqlServer MYSQL = SharedServers.mysql();
    private static final Login ADMIN = MYSQL.app();
    private static final String TRIGGER = "org.h2.api.Trigger create() { return new org.h2.api.Trigger() { public void fire("
            + "java.sql.Connection c, Object[] before, Object[] after) { } }; }";
    private static final String USER = "'assessor'@'%'";
    private static final Set<FindingId> OF_THE_SERVER = Set.of(FindingId.FOREIGN_KEY_CASCADE, FindingId.XA_TRANSACTIONS); // and of other tests

    @TempDir
    private static Path directory;
    private static Login target;
    private static Assessed assessed;

    @BeforeAll
    static void schema() throws SQLException, IOException {
        target = SharedServers.database("assess");
        assessed = new Assessed(new Login(ADMIN.url(), "assessor", "assessor-pw"), MYSQL.port(), target, directory);
        ADMIN.execute("DROP DATABASE IF EXISTS assess_a", "DROP DATABASE IF EXISTS assess_b", "DROP DATABASE IF EXISTS sluice_probe",
                "DROP USER IF EXISTS " + USER, "CREATE USER " + USER + " IDENTIFIED BY 'assessor-pw'",
                "GRANT SELECT ON assess_a.* TO " + USER, "GRANT SELECT ON performance_schema.* TO " + USER);
        String script = Files.readString(Path.of("tests/sluice/assess/assess.sql"));
        ADMIN.execute(Stream.of(script.split(";\n")).map(String::strip).filter(sql -> !sql.isEmpty()).toArray(String[]::new));
        target.execute("CREATE SCHEMA ASSESS_A", "CREATE TABLE ASSESS_A.OLD_ONE (ID NUMBER(5) NOT NULL, CODE VARCHAR2(3 CHAR) NOT NULL,"
                + " EXTRA NUMBER(1) NOT NULL, CONSTRAINT OLD_CODE UNIQUE (CODE))",
                "INSERT INTO ASSESS_A.OLD_ONE VALUES (1, 'a', 1)",
                "CREATE TRIGGER ASSESS_A.OLD_TRIGGER BEFORE INSERT ON ASSESS_A.OLD_ONE FOR EACH ROW AS '" + TRIGGER + "'");
    }

    @AfterAll
    static void remove() throws SQLException {
        ADMIN.execute("DROP DATABASE IF EXISTS assess_a", "DROP DATABASE IF EXISTS assess_b", "DROP DATABASE IF EXISTS sluice_probe",
                "DROP USER IF EXISTS " + USER);
    }

    private static final String ERRORS = """
            column-type:assess_a.types.big
            empty-text:assess_a.blank_keys.k
            enum-label:assess_a.moods.mood
            enum-label:assess_a.moods.moods
            grant:RELOAD ON *.*
            grant:REPLICATION CLIENT ON *.*
            grant:REPLICATION SLAVE ON *.*
            identifier:assess_a.quo"te
            name-collision:assess_a.twice
            no-primary-key:assess_a.bare
            no-primary-key:assess_a.named_key
            no-primary-key:assess_a.unique_only
            number-too-long:assess_a.types.big
            row-size:assess_a.large
            storage-engine:assess_a.hole
            target-rows:ASSESS_A.OLD_ONE
            target-table:ASSESS_A.OLD_ONE
            target-table:ASSESS_A.OLD_ONE.CODE
            target-table:ASSESS_A.OLD_ONE.CODE
            target-table:ASSESS_A.OLD_ONE.EXTRA
            target-table:ASSESS_A.OLD_ONE.ID
            target-table:ASSESS_A.OLD_ONE.MORE
            target-trigger:ASSESS_A.OLD_ONE.OLD_TRIGGER
            text-too-long:assess_a.types.v
            zero-date:assess_a.types.d
            zero-date:assess_a.types.n
            """;

    private static final String OTHERS = """
            note character-set:latin1
            note empty-text:assess_a.types.e
            note foreign-key:assess_a.child.fk_cascade
            note foreign-key:assess_a.child.fk_plain
            note generated-column:assess_a.generated.thrice
            note generated-column:assess_a.generated.twice
            note identifier-quotes:assess_a.order
            note identifier-quotes:assess_a.order.a b
            note lob-size:assess_a.large.doc
            note lob-size:assess_a.types.doc
            note max-string-size:target
            note target-stand-in:target
            note time-zone:source
            note unique-key:assess_a.codes.exact
            note unique-key:assess_a.generated.u
            note unique-key:assess_a.unique_only.uk
            note view:assess_a.a_view
            note zero-date-as-null:assess_a.types.d
            warning early-date:assess_a.types.d
            warning key-collation:assess_a.codes.code
            warning key-type:assess_a.float_key.f
            warning nul-character:assess_a.types.doc
            warning storage-engine:assess_a.mem
            warning storage-engine:assess_a.my
            warning target-constraint:ASSESS_A.OLD_ONE.OLD_CODE
            warning text-length:assess_a.types.v
            warning trailing-blank:assess_a.blank_keys.k
            """;

    @Test
    @Order(1)
    void everyFindingHasItsNameAndItsObject() throws Exception {
        Assessment assessment = assess("", 60);

        assertEquals(ERRORS.strip(), lines(assessment.refusals().stream()
                .filter(finding -> !OF_THE_SERVER.contains(finding.id())).map(Finding::name)));
        // What differs between servers and from moment to moment has tests of its own.
        Set<FindingId> counted = Set.of(FindingId.VOLUME, FindingId.NOT_LOOKED_AT, FindingId.TARGET_SESSION, FindingId.FOREIGN_KEY_CASCADE);
        assertEquals(OTHERS.strip(), lines(assessment.findings().stream().map(Assessment.Judged::finding)
                .filter(finding -> finding.severity() != Severity.ERROR && !counted.contains(finding.id()))
                .map(finding -> finding.severity().word() + " " + finding.name())));
    }

    private static Assessment assess(String more, int scanSeconds) throws SQLException, IOException {
        return assessed.assess(more, scanSeconds);
    }

    private static String lines(Stream<String> lines) {
        return lines.sorted().collect(Collectors.joining("\n"));
    }

    @Test
    @Order(2)
    void whatThisUserMayNotSeeIsTold() throws Exception {
        Set<String> unseen = findings(assess("", 0), FindingId.NOT_LOOKED_AT).stream().map(Finding::object).collect(Collectors.toSet());
        unseen.remove("XA RECOVER"); // depends on other tests

        assertEquals(Set.of("assess_a: definitions of views", "assess_a: events", "assess_a: procedures and functions",
                "assess_a: triggers"), unseen);
    }

    /** Each remedy is run as it stands, and what it was for is not found again. */
    @Test
    @Order(3)
    void eachRemedyRemovesItsFinding() throws Exception {
        Assessment before = assess("", 60);
        for (FindingId id : List.of(FindingId.GRANT, FindingId.NOT_LOOKED_AT, FindingId.NO_PRIMARY_KEY, FindingId.STORAGE_ENGINE,
                FindingId.FOREIGN_KEY_CASCADE, FindingId.NUL_CHARACTER, FindingId.ZERO_DATE, FindingId.ENUM_LABEL)) {
            findings(before, id).forEach(finding -> execute(ADMIN, finding));
        }
        for (FindingId id : List.of(FindingId.TARGET_ROWS, FindingId.TARGET_TABLE)) {
            findings(before, id).forEach(finding -> execute(target, finding));
        }
        String settings = lines(Stream.of(FindingId.COLUMN_TYPE, FindingId.TEXT_TOO_LONG).flatMap(id -> findings(before, id).stream())
                .flatMap(finding -> finding.remedy().lines()).filter(line -> line.startsWith("types.mapping=")))
                .replace("\ntypes.mapping=", ";");
        Assessment after = assess(settings, 60);

        assertEquals("empty-text:assess_a.blank_keys.k identifier:assess_a.quo\"te name-collision:assess_a.twice number-too-long:assess_a"
                + ".types.big row-size:assess_a.large storage-engine:assess_a.hole target-trigger:ASSESS_A.OLD_ONE.OLD_TRIGGER",
                lines(after.refusals().stream().filter(finding -> !OF_THE_SERVER.contains(finding.id())).map(Finding::name)).replace("\n", " "));
        assertEquals(List.of(), findings(after, FindingId.NOT_LOOKED_AT));
        assertEquals(List.of("trigger:assess_a.generated.before_generated"), names(after, FindingId.TRIGGER));
        assertEquals(List.of("routine:assess_a.a_procedure"), names(after, FindingId.ROUTINE));
        assertEquals(List.of("event:assess_a.an_event"), names(after, FindingId.EVENT));
    }

    /** The answer is the server's own: MySQL 8.0 logs the parent alone, 9.7 the children too. */
    @Test
    @Order(4)
    void whetherCascadesAreLoggedIsTriedInAPlaceOfItsOwn() throws Exception {
        ADMIN.execute("CREATE TABLE IF NOT EXISTS assess_a.grandchild (id INT PRIMARY KEY, c INT, CONSTRAINT fk_tried FOREIGN KEY (c)"
                + " REFERENCES assess_a.child (id) ON DELETE SET NULL)");
        Finding tried = findings(assess("", 0), FindingId.FOREIGN_KEY_CASCADE).get(0);

        assertTrue(tried.reason().contains("tried on this server"), tried.reason());
        assertEquals(MYSQL.version().equals("8.0") ? Severity.ERROR : Severity.NOTE, tried.severity(), tried.reason());
        assertEquals(0, ADMIN.number("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'sluice_probe'"));
        ADMIN.execute("DROP DATABASE sluice_probe");
        Finding known = findings(assess("", 0), FindingId.FOREIGN_KEY_CASCADE).get(0);
        assertTrue(known.reason().contains("it could not be tried"), known.reason());
        assertEquals(MYSQL.version().equals("8.0") ? Severity.ERROR : Severity.WARNING, known.severity(), known.reason());
    }

    @Test
    @Order(5)
    void aKeyOfTheSettingsIsHeldToWhatTheSourceSaysOfIt() throws Exception {
        ADMIN.execute("CREATE TABLE assess_a.loose (id INT, other INT NOT NULL)");
        Assessment assessment = assess("message.key.columns=assess_a.loose:id\n", 0);

        assertEquals(List.of("key-nullable:assess_a.loose.id"), names(assessment, FindingId.KEY_NULLABLE));
        assertEquals(List.of("key-not-unique:assess_a.loose"), names(assessment, FindingId.KEY_NOT_UNIQUE));
        execute(ADMIN, findings(assessment, FindingId.KEY_NULLABLE).get(0));
        execute(ADMIN, findings(assessment, FindingId.KEY_NOT_UNIQUE).get(0));
        Assessment after = assess("message.key.columns=assess_a.loose:id\n", 0);
        assertEquals(List.of(), names(after, FindingId.KEY_NULLABLE));
        assertEquals(List.of(), names(after, FindingId.KEY_NOT_UNIQUE));
        ADMIN.execute("DROP TABLE assess_a.loose");
    }

    @Test
    @Order(6)
    void sessionsThatLogOtherwiseAreFoundAndEndedByTheRemedy() throws Exception {
        try (Connection stray = ADMIN.connect(); Statement statement = stray.createStatement()) {
            statement.execute("SET SESSION sql_log_bin = OFF");
            statement.execute("SET SESSION binlog_row_image = 'MINIMAL'");
            List<Finding> found = findings(assess("", 0), FindingId.SESSION_BINLOG);
            String id = ADMIN.value("SELECT MAX(T.PROCESSLIST_ID) FROM performance_schema.variables_by_thread V"
                    + " JOIN performance_schema.threads T ON T.THREAD_ID = V.THREAD_ID"
                    + " WHERE V.VARIABLE_NAME = 'sql_log_bin' AND V.VARIABLE_VALUE = 'OFF'");

            assertEquals(Set.of("binlog_row_image=MINIMAL", "sql_log_bin=OFF"), found.stream()
                    .map(finding -> finding.reason().replaceAll(".* have (\\S+):.*", "$1")).collect(Collectors.toSet()));
            assertTrue(found.stream().allMatch(finding -> finding.remedy().contains("KILL " + id + ";")), found.toString());
            ADMIN.execute("KILL " + id);
            assertEquals(List.of(), findings(assess("", 0), FindingId.SESSION_BINLOG));
        }
    }

    /** The server's own variables, each set wrong for a moment. */
    @Test
    @Order(7)
    void wrongVariablesOfTheServerAreFoundAndSetRightByTheRemedy() throws Exception {
        String[][] wrong = {{"binlog_row_image", "'MINIMAL'"}, {"binlog_row_value_options", "'PARTIAL_JSON'"},
            {"binlog_transaction_compression", "ON"}, {"binlog_expire_logs_seconds", "1"}, {"binlog_format", "'MIXED'"}};
        for (String[] variable : wrong) {
            ADMIN.execute("SET PERSIST " + variable[0] + " = " + variable[1]);
        }
        Set<FindingId> ids = Set.of(FindingId.BINLOG_ROW_IMAGE, FindingId.BINLOG_ROW_VALUE_OPTIONS, FindingId.BINLOG_COMPRESSION,
                FindingId.BINLOG_RETENTION, FindingId.BINLOG_FORMAT);
        List<Finding> found = assess("", 0).findings().stream().map(Assessment.Judged::finding)
                .filter(finding -> ids.contains(finding.id())).toList();
        found.forEach(finding -> execute(ADMIN, finding));

        assertEquals(ids, found.stream().map(Finding::id).collect(Collectors.toSet()));
        assertTrue(assess("", 0).findings().stream().noneMatch(judged -> ids.contains(judged.finding().id())));
        for (String[] variable : wrong) {
            ADMIN.execute("RESET PERSIST " + variable[0]);
        }
    }

    @Test
    @Order(8)
    void ourNumberMayNotBeTheSources() throws Exception {
        String id = ADMIN.value("SELECT @@server_id");
        Assessment assessment = assess("source.server.id=" + id + "\n", 0);

        assertEquals(List.of("server-id:source.server.id"), names(assessment, FindingId.SERVER_ID));
        String remedy = findings(assessment, FindingId.SERVER_ID).get(0).remedy().lines().skip(1).findFirst().orElseThrow();
        assertEquals(List.of(), names(assess(remedy + "\n", 0), FindingId.SERVER_ID));
    }

    /** What is asked for each table would be asked for hours where there are thousands. */
    @Test
    @Order(9)
    void asManyQueriesForAHundredTablesAsForOne() throws Exception {
        ADMIN.execute("DROP DATABASE IF EXISTS assess_b", "CREATE DATABASE assess_b", "GRANT SELECT ON assess_b.* TO " + USER);
        createTables(0, 1);
        long one = queriesFor(1);
        createTables(1, 100);

        assertEquals(one, queriesFor(100));
    }

    private static void createTables(int from, int to) throws SQLException {
        ADMIN.execute(IntStream.range(from, to).mapToObj(i -> "CREATE TABLE assess_b.t" + i
                + " (id INT PRIMARY KEY, a VARCHAR(20), b DECIMAL(10,2), c DATETIME(3), KEY (a))").toArray(String[]::new));
    }

    private static long queriesFor(int tables) throws Exception {
        long before = queries();
        assertEquals(tables, assess("source.databases=assess_b\n", 0).volume().tables());
        return queries() - before;
    }

    private static long queries() throws SQLException {
        return ADMIN.number("SELECT SUM(COUNT_STAR) FROM performance_schema.events_statements_summary_by_user_by_event_name"
                + " WHERE USER = 'assessor'");
    }
}
