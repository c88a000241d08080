package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Oracle's catalog views as tables of H2, with rows as Oracle's reference documents them: the queries run for real. */
class OracleCatalogTest {

    private final OracleDialect dialect = new OracleDialect();
    private Connection connection;

    @BeforeEach
    void catalog() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=Oracle");
        run("CREATE TABLE ALL_USERS (USERNAME VARCHAR2(128))");
        run("CREATE TABLE ALL_TAB_COLS (OWNER VARCHAR2(128), TABLE_NAME VARCHAR2(128), COLUMN_NAME VARCHAR2(128),"
                + " DATA_TYPE VARCHAR2(128), DATA_LENGTH NUMBER, CHAR_LENGTH NUMBER, CHAR_USED VARCHAR2(1),"
                + " DATA_PRECISION NUMBER, DATA_SCALE NUMBER, NULLABLE VARCHAR2(1), HIDDEN_COLUMN VARCHAR2(3), COLUMN_ID NUMBER,"
                + " IDENTITY_COLUMN VARCHAR2(3) DEFAULT 'NO', DATA_DEFAULT VARCHAR2(4000))");
        run("CREATE TABLE ALL_CONSTRAINTS (OWNER VARCHAR2(128), CONSTRAINT_NAME VARCHAR2(128), CONSTRAINT_TYPE VARCHAR2(1),"
                + " TABLE_NAME VARCHAR2(128), STATUS VARCHAR2(8))");
        run("CREATE TABLE ALL_CONS_COLUMNS (OWNER VARCHAR2(128), CONSTRAINT_NAME VARCHAR2(128), TABLE_NAME VARCHAR2(128),"
                + " COLUMN_NAME VARCHAR2(128), POSITION NUMBER)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void typesComeBackAsTheMappingWritesThem() throws SQLException {
        column(1, "A", "'NUMBER', 22, 0, NULL, 19, 0, 'N'");
        column(2, "B", "'NUMBER', 22, 0, NULL, 10, 2, 'Y'");
        column(3, "C", "'NUMBER', 22, 0, NULL, NULL, NULL, 'Y'");
        column(4, "D", "'NUMBER', 22, 0, NULL, NULL, 0, 'Y'");
        column(5, "E", "'VARCHAR2', 80, 20, 'C', NULL, NULL, 'Y'");
        column(6, "F", "'VARCHAR2', 80, 80, 'B', NULL, NULL, 'Y'");
        column(7, "G", "'TIMESTAMP(6) WITH TIME ZONE', 13, 0, NULL, NULL, 6, 'Y'");
        column(8, "H", "'INTERVAL DAY(2) TO SECOND(6)', 11, 0, NULL, 2, 6, 'Y'");
        column(9, "I", "'CLOB', 4000, 0, NULL, NULL, NULL, 'Y'");
        column(10, "J", "'BINARY_DOUBLE', 8, 0, NULL, NULL, NULL, 'Y'");
        column(11, "K", "'DATE', 7, 0, NULL, NULL, NULL, 'Y'");
        column(12, "L", "'FLOAT', 22, 0, NULL, 126, NULL, 'Y'");
        column(13, "M", "'NVARCHAR2', 40, 20, 'C', NULL, NULL, 'Y'");

        TargetTable table = dialect.describe(connection, "SHOP", "T");

        assertEquals(List.of("NUMBER(19)", "NUMBER(10,2)", "NUMBER", "NUMBER(38)", "VARCHAR2(20 CHAR)", "VARCHAR2(80 BYTE)",
                "TIMESTAMP(6) WITH TIME ZONE", "INTERVAL DAY(2) TO SECOND(6)", "CLOB", "BINARY_DOUBLE", "DATE", "FLOAT(126)",
                "NVARCHAR2(20)"), table.columns().stream().map(TargetColumn::type).toList());
        assertFalse(table.column("A").nullable());
        assertTrue(table.column("B").nullable());
    }

    @Test
    void theKeyComesInKeyOrderAndADisabledOneIsNone() throws SQLException {
        column(1, "A", "'NUMBER', 22, 0, NULL, 19, 0, 'N'");
        column(2, "B", "'NUMBER', 22, 0, NULL, 19, 0, 'N'");
        run("INSERT INTO ALL_CONSTRAINTS VALUES ('SHOP', 'T_PK', 'P', 'T', 'ENABLED'), ('SHOP', 'T_U', 'U', 'T', 'ENABLED')");
        run("INSERT INTO ALL_CONS_COLUMNS VALUES ('SHOP', 'T_PK', 'T', 'A', 2), ('SHOP', 'T_PK', 'T', 'B', 1),"
                + " ('SHOP', 'T_U', 'T', 'A', 1)");
        assertEquals(List.of("B", "A"), dialect.describe(connection, "SHOP", "T").key());
        run("UPDATE ALL_CONSTRAINTS SET STATUS = 'DISABLED'");
        assertEquals(List.of(), dialect.describe(connection, "SHOP", "T").key());
    }

    @Test
    void defaultsAndIdentitiesAreRead() throws SQLException {
        column(1, "A", "'NUMBER', 22, 0, NULL, 19, 0, 'N'");
        column(2, "B", "'NUMBER', 22, 0, NULL, 5, 2, 'Y'");
        column(3, "C", "'NUMBER', 22, 0, NULL, 5, 2, 'Y'");
        run("UPDATE ALL_TAB_COLS SET IDENTITY_COLUMN = 'YES', DATA_DEFAULT = '\"SHOP\".\"ISEQ$$_1\".nextval' WHERE COLUMN_NAME = 'A'");
        run("UPDATE ALL_TAB_COLS SET DATA_DEFAULT = '-1.50 ' WHERE COLUMN_NAME = 'B'");

        assertEquals(Map.of("A", new TargetFill(true, null), "B", new TargetFill(false, "-1.50 ")),
                dialect.fills(connection, dialect.describe(connection, "SHOP", "T")));
        assertTrue(dialect.ddl().sameDefault("-1.50", "-1.50 "));
        assertFalse(dialect.ddl().sameDefault("-1.50", "1.50"));
    }

    @Test
    void aMissingTableIsNullAndAMissingSchemaIsTold() throws SQLException {
        run("INSERT INTO ALL_USERS VALUES ('SHOP')");
        assertNull(dialect.describe(connection, "SHOP", "T"));
        assertTrue(dialect.schemaExists(connection, "SHOP"));
        assertFalse(dialect.schemaExists(connection, "OTHER"));
    }

    private void column(int position, String name, String rest) throws SQLException {
        run("INSERT INTO ALL_TAB_COLS (OWNER, TABLE_NAME, COLUMN_NAME, DATA_TYPE, DATA_LENGTH, CHAR_LENGTH, CHAR_USED, DATA_PRECISION,"
                + " DATA_SCALE, NULLABLE, HIDDEN_COLUMN, COLUMN_ID) VALUES ('SHOP', 'T', '" + name + "', " + rest + ", 'NO', " + position + ")");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
