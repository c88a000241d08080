package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.schema.Tables.column;

import java.util.List;
import java.util.Optional;
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
            "bit(1)|NUMBER(1)", "bit(8)|NUMBER(3)", "bit(64)|NUMBER(20)",
            "binary(16)|RAW(16)", "varbinary(2000)|RAW(2000)", "varbinary(2001)|BLOB", "binary(0)|RAW(1)", "tinyblob|BLOB", "longblob|BLOB",
            "json|CLOB", "vector(2048)|CLOB", "geometry|BLOB", "point|BLOB", "geomcollection|BLOB",
            "date|DATE", "datetime|TIMESTAMP(0)", "datetime(6)|TIMESTAMP(6)",
            "timestamp|TIMESTAMP(0) WITH TIME ZONE", "timestamp(3)|TIMESTAMP(3) WITH TIME ZONE",
            "time|INTERVAL DAY(2) TO SECOND(0)", "time(6)|INTERVAL DAY(2) TO SECOND(6)", "year|NUMBER(4)"})
    void everyTypeHasAnExactCounterpart(String source, String target) {
        assertEquals(target, types.map(TABLE, column("c", source), false).type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inet6", "decimal(39,0)", "decimal(65,30)"})
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "21|4000|json|JSON", "21|4000|bit(1)|NUMBER(1)", "23|4000|bit(1)|BOOLEAN", "23|4000|tinyint(1)|NUMBER(3)", "23|4000|bit(2)|NUMBER(1)",
            "23|4000|vector(3)|VECTOR(3,FLOAT32)", "23|4000|json|JSON", "19|32767|varchar(16000)|VARCHAR2(16000 CHAR)",
            "19|32767|varbinary(16000)|RAW(16000)", "19|32767|varchar(40000)|CLOB"})
    void theTypeFollowsWhatTheTargetHas(int version, int stringBytes, String source, String target) {
        TypeMapping mapping = TypeMapping.of(new TargetFeatures(version, stringBytes, "AL32UTF8", 128));
        assertEquals(target, mapping.map(TABLE, column("c", source), false).type());
    }

    @Test
    void theNarrowerOverrideWins() {
        TypeMapping mapping = overridden("time = varchar2( 17 char ); tinyint(1)=NUMBER(1); tinyint=NUMBER(5);"
                + "shop.orders.FLAGS=VARCHAR2(64); bigint unsigned=NUMBER; decimal(65,30)=VARCHAR2(67 CHAR)");
        assertEquals("VARCHAR2(17 CHAR)", mapping.map(TABLE, column("t", "time(3)"), false).type());
        assertEquals("NUMBER(1)", mapping.map(TABLE, column("b", "tinyint(1)"), false).type());
        assertEquals("NUMBER(5)", mapping.map(TABLE, column("i", "tinyint"), false).type());
        assertEquals("VARCHAR2(64 CHAR)", mapping.map(TABLE, column("flags", "set('a','b')"), false).type());
        assertEquals("VARCHAR2(3 CHAR)", mapping.map(TABLE, column("other", "set('a','b')"), false).type());
        assertEquals("NUMBER", mapping.map(TABLE, column("u", "bigint(20) unsigned zerofill"), false).type());
        assertEquals("VARCHAR2(67 CHAR)", mapping.map(TABLE, column("d", "decimal(65,30)"), false).type());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"tinyint(1)=NUMBER(1)|tinyint(1)", "decimal(65,30)=NUMBER|decimal(65,30)", "datetime(6)=DATE|datetime(6)",
            "double=NUMBER|double", "time(3)=VARCHAR2(9)|time(3)"})
    void anOverrideThatDoesNotHoldEveryValueIsNamed(String override, String type) {
        Optional<String> note = overridden(override).note(TABLE, column("c", type));
        assertTrue(note.orElseThrow().contains(" does not hold every " + type), note.get());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"tinyint(1)=NUMBER(3)|tinyint(1)", "time=VARCHAR2(17)|time(6)", "date=VARCHAR2(10)|date",
            "timestamp=TIMESTAMP(6) WITH LOCAL TIME ZONE|timestamp(6)", "bit(64)=RAW(8)|bit(64)", "datetime=TIMESTAMP|datetime(3)"})
    void anOverrideThatHoldsEveryValueIsNot(String override, String type) {
        assertEquals(Optional.empty(), overridden(override).note(TABLE, column("c", type)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"blob=VARCHAR2(10)|blob", "date=NUMBER|date", "json=JSON|json", "varchar(9)=VARCHAR2(4001)|varchar(9)"})
    void anOverrideThatNoValueGoesIntoIsRefused(String override, String type) {
        assertThrows(UnsupportedColumn.class, () -> overridden(override).map(TABLE, column("c", type), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"time", "time=", "=NUMBER", "a.b=NUMBER", "time=DATETIME", "time=NUMBER(99)", "tinyint(1) x=NUMBER(1)"})
    void anOverrideThatCannotBeReadIsAnError(String override) {
        assertThrows(IllegalArgumentException.class, () -> TypeOverrides.parse(override));
    }

    private static TypeMapping overridden(String overrides) {
        return new TypeMapping(TargetFeatures.ORACLE_19C, TypeOverrides.parse(overrides), ValuePolicies.DEFAULT);
    }
}
