package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static sluice.schema.Tables.column;
import static sluice.schema.Tables.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sluice.apply.Fault;
import sluice.sandbox.GivenTarget;
import sluice.sandbox.SharedServers;
import sluice.schema.ddl.TableCreation;
import sluice.schema.source.SourceTable;

/** What H2 does not have, and so nothing but an Oracle can show. */
@Tag("oracle")
class OracleOnlyIT {
    private final OracleDialect dialect = new OracleDialect();
    private final OracleDdl ddl = dialect.ddl();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        Assumptions.assumeTrue(GivenTarget.isOracle(), "no Oracle is given: mvn verify -Doracle.url=jdbc:oracle:... (docs/oracle.md)");
        connection = SharedServers.database("only").connect();
    }

    @AfterEach
    void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }

    @Test
    void aCheckIsEnforcedWithoutALookAtTheRowsAndTheLookFindsTheOneThatBreaksIt() throws SQLException {
        TargetTable table = create(table("shop", "checked", List.of("id"), column("id", "int", false), column("v", "int")));
        execute("INSERT INTO CHECKED (ID, V) VALUES (1, -1)", ddl.addDisabled(table, "CHECKED_V", ddl.check("V > 0")).orElseThrow());
        execute("INSERT INTO CHECKED (ID, V) VALUES (2, -2)");
        Enabling enabling = ddl.enable(table, "CHECKED_V", ddl.check("V > 0"), ddl.violations(table, "V > 0"));
        assertEquals(List.of("1", "2"), texts(enabling.offenders()).stream().sorted().toList());
        execute(enabling.sql());
        assertEquals(List.of("ENABLED NOT VALIDATED"), state("CHECKED_V"));
        assertEquals(Fault.DATA, Fault.of(assertThrows(SQLException.class, () -> execute("INSERT INTO CHECKED (ID, V) VALUES (3, -3)"))));
        assertThrows(SQLException.class, () -> execute(enabling.validate()));
        execute("DELETE FROM CHECKED", enabling.validate());
        assertEquals(List.of("ENABLED VALIDATED"), state("CHECKED_V"));
        execute(ddl.undo(enabling.sql()).orElseThrow());
        assertEquals(List.of("DISABLED NOT VALIDATED"), state("CHECKED_V"));
    }

    /** With an index that is not unique: two rows with one value may stand there for a moment. */
    @Test
    void aUniqueKeyUsesTheIndexThatIsThere() throws SQLException {
        TargetTable table = create(table("shop", "uniq", List.of("id"), column("id", "int", false), column("v", "int")));
        execute(ddl.createIndex(table, "UNIQ_V", List.of("\"V\"")), ddl.addDisabled(table, "UNIQ_V_UK", ddl.unique(List.of("V"))).orElseThrow(),
                "INSERT INTO UNIQ (ID, V) VALUES (1, 7)", "INSERT INTO UNIQ (ID, V) VALUES (2, 7)", "DELETE FROM UNIQ WHERE ID = 1");
        execute(ddl.enable(table, "UNIQ_V_UK", ddl.unique(List.of("V")), "").sql());
        assertEquals(List.of("UNIQ_V"), texts("SELECT INDEX_NAME FROM USER_CONSTRAINTS WHERE CONSTRAINT_NAME = 'UNIQ_V_UK'"));
        assertEquals(Fault.DATA, Fault.of(assertThrows(SQLException.class, () -> execute("INSERT INTO UNIQ (ID, V) VALUES (3, 7)"))));
    }

    @Test
    void aMomentIsTheSameInEveryZoneOfASession() throws SQLException {
        TargetTable table = create(table("shop", "moments", List.of("id"), column("id", "int", false), column("v", "timestamp(6)")));
        OffsetDateTime moment = OffsetDateTime.of(2018, 11, 4, 2, 30, 0, 123_456_000, ZoneOffset.UTC);
        for (String zone : List.of("+09:00", "-03:00")) {
            execute("ALTER SESSION SET TIME_ZONE = '" + zone + "'");
            try (PreparedStatement merge = connection.prepareStatement(dialect.merge(table, table.columns()))) {
                TargetColumn at = table.columns().get(1);
                OracleDialect.set(merge, 1, 1L, dialect.sqlType(table.columns().get(0)));
                OracleDialect.set(merge, 2, dialect.binder(at, ValuePolicies.DEFAULT, TargetFeatures.ORACLE_19C).bind(moment), dialect.sqlType(at));
                merge.executeUpdate();
            }
            execute("ALTER SESSION SET TIME_ZONE = '+05:30'");
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SELECT V FROM MOMENTS")) {
                row.next();
                assertEquals(moment.toInstant(), row.getObject(1, OffsetDateTime.class).toInstant(), zone);
            }
            assertEquals(List.of("1"), texts("SELECT COUNT(*) FROM MOMENTS WHERE V < SYSTIMESTAMP AND V = TIMESTAMP '2018-11-04 02:30:00.123456 +00:00'"), zone);
        }
    }

    @Test
    void emptyTextIsNull() throws SQLException {
        assertEquals(List.of("1"), texts("SELECT COUNT(*) FROM DUAL WHERE '' IS NULL"));
    }

    /** A trigger that sets a time, disabled and enabled: PL/SQL, which no H2 has. */
    @Test
    void aTriggerForOnUpdateIsCompiledAndFiresWhenItIsEnabled() throws SQLException {
        TargetTable table = create(table("shop", "touched", List.of("id"), column("id", "int", false), column("v", "int"), column("at", "datetime(6)")));
        execute(ddl.createUpdateTrigger(table, "TOUCHED_AT", Map.of("AT", "LOCALTIMESTAMP")).orElseThrow(), "INSERT INTO TOUCHED (ID, V) VALUES (1, 1)");
        assertEquals(List.of("VALID"), texts("SELECT STATUS FROM USER_OBJECTS WHERE OBJECT_NAME = 'TOUCHED_AT'"));
        execute("UPDATE TOUCHED SET V = 2");
        assertEquals(List.of("0"), texts("SELECT COUNT(\"AT\") FROM TOUCHED"));
        execute(ddl.enableTrigger(table, "TOUCHED_AT"), "UPDATE TOUCHED SET V = 3");
        assertEquals(List.of("1"), texts("SELECT COUNT(\"AT\") FROM TOUCHED"));
    }

    @Test
    void sluicesOwnTablesCanBeMade() {
        OwnTables.CREATE.values().forEach(sql -> assertDoesNotThrow(() -> execute(sql), sql));
        OwnTables.ADD.keySet().forEach(sql -> assertDoesNotThrow(() -> texts(sql), sql));
        assertDoesNotThrow(() -> connection.prepareStatement(OwnTables.MOVE_WATERMARK).close());
    }

    private TargetTable create(SourceTable source) throws SQLException {
        return new TableCreation(dialect, TypeMapping.of(dialect.features(connection)), Names.of("upper", GivenTarget.onlySchema()))
                .prepare(connection, List.of(source)).get(0);
    }

    private List<String> state(String constraint) throws SQLException {
        return texts("SELECT STATUS || ' ' || VALIDATED FROM USER_CONSTRAINTS WHERE CONSTRAINT_NAME = '" + constraint + "'");
    }

    private void execute(String... statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
