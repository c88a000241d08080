package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.schema.Tables.column;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeMappingTest {

    private static final TableId TABLE = new TableId("shop", "orders");
    private final TypeMapping types = TypeMapping.of(TargetFeatures.ORACLE_19C);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "tinyint(1)|NUMBER(3)", "tinyint|NUMBER(3)", "tinyint unsigned|NUMBER(3)",
            "smallint|NUMBER(5)", "smallint unsigned|NUMBER(5)",
            "mediumint|NUMBER(7)", "mediumint unsigned|NUMBER(8)",
            "int|NUMBER(10)", "int(10) unsigned zerofill|NUMBER(10)",
            "bigint|NUMBER(19)", "bigint unsigned|NUMBER(20)",
            "decimal(10,0)|NUMBER(10)", "decimal(10,2) unsigned|NUMBER(10,2)", "decimal(38,30)|NUMBER(38,30)",
            "float|BINARY_FLOAT", "double|BINARY_DOUBLE",
            "char(0)|VARCHAR2(1 CHAR)", "char(36)|VARCHAR2(36 CHAR)", "varchar(1000)|VARCHAR2(1000 CHAR)",
            "varchar(4000)|VARCHAR2(4000 CHAR)", "varchar(4001)|CLOB",
            "tinytext|CLOB", "text|CLOB", "mediumtext|CLOB", "longtext|CLOB",
            "enum('a','Bcd')|VARCHAR2(3 CHAR)", "set('a','bc')|VARCHAR2(4 CHAR)",
            "date|DATE", "datetime|TIMESTAMP(0)", "datetime(6)|TIMESTAMP(6)",
            "timestamp|TIMESTAMP(0) WITH TIME ZONE", "timestamp(3)|TIMESTAMP(3) WITH TIME ZONE",
            "time|INTERVAL DAY(2) TO SECOND(0)", "time(6)|INTERVAL DAY(2) TO SECOND(6)", "year|NUMBER(4)"})
    void everyTypeHasAnExactCounterpart(String source, String target) {
        assertEquals(target, types.map(TABLE, column("c", source), false).type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bit(1)", "binary(16)", "varbinary(10)", "blob", "longblob", "json", "geometry", "point",
            "vector(3)", "decimal(39,0)", "decimal(65,30)"})
    void aTypeWithoutExactCounterpartIsRefusedByName(String type) {
        UnsupportedColumn problem = assertThrows(UnsupportedColumn.class,
                () -> types.map(TABLE, column("payload", type), false));
        assertTrue(problem.getMessage().startsWith("shop.orders, column payload: " + type + " "), problem.getMessage());
        assertTrue(problem.getMessage().endsWith("leave the table out with source.tables"), problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"varchar(10)", "char(10)", "text", "enum('a')", "set('a')"})
    void textBecomesNullableBecauseOracleStoresTheEmptyTextAsNull(String type) {
        assertTrue(types.map(TABLE, column("c", type, false), false).nullable());
    }

    @Test
    void otherColumnsKeepNotNull() {
        assertFalse(types.map(TABLE, column("c", "int", false), false).nullable());
        assertTrue(types.map(TABLE, column("c", "int", true), false).nullable());
    }

    @Test
    void keyColumnsStayNotNullEvenWhenTheyAreText() {
        assertFalse(types.map(TABLE, column("c", "varchar(10)", false), true).nullable());
    }

    @Test
    void instantsInKeysAreUtcWithoutZoneBecauseOracleHasNoKeyOnZones() {
        assertEquals("TIMESTAMP(6)", types.map(TABLE, column("c", "timestamp(6)", false), true).type());
    }

    @Test
    void clobCannotBeAKey() {
        assertThrows(UnsupportedColumn.class, () -> types.map(TABLE, column("c", "text", false), true));
        assertThrows(UnsupportedColumn.class, () -> types.map(TABLE, column("c", "varchar(5000)", false), true));
    }

    @Test
    void namesAreFoldedToUpperCase() {
        assertEquals("ORDERID", types.map(TABLE, column("orderId", "int"), false).name());
    }
}
