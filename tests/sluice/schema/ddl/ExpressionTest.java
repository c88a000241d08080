package sluice.schema.ddl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.OracleGrammar;
import sluice.schema.TableId;
import sluice.schema.TargetFeatures;
import sluice.schema.TargetTable;
import sluice.schema.TargetTables;
import sluice.schema.TypeMapping;
import sluice.schema.source.ColumnFill;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** Expressions as MySQL's catalog writes them, and what they are in Oracle. */
class ExpressionTest {

    private static final SourceTable SOURCE = new SourceTable(new TableId("shop", "t"), List.of(number("id"), number("a"), number("b"),
            text("code", "utf8mb4_bin"), text("name", "utf8mb4_0900_ai_ci"),
            new SourceColumn("doc", "text", "text", 65535L, null, null, true)), List.of("id"), 0);
    private static final TargetTable TARGET =
            new TargetTables(new OracleDialect(), TypeMapping.of(TargetFeatures.ORACLE_19C), Names.upper()).plan(SOURCE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "((`a` > 0) and (`b` <= -10))|((\"A\" > 0) AND (\"B\" <= - 10))",
            "(`code` in (_utf8mb4'x',_utf8mb4'it\\'s'))|(\"CODE\" IN ('x', 'it''s'))",
            "(`a` between 1 and (`b` + 1.5))|(\"A\" BETWEEN 1 AND (\"B\" + 1.5))",
            "((`a` is null) or (`b` is not null))|((\"A\" IS NULL) OR (\"B\" IS NOT NULL))",
            "(char_length(`name`) > 3)|(LENGTH(\"NAME\") > 3)",
            "(coalesce(`a`,`b`,0) <> 1)|(COALESCE(\"A\", \"B\", 0) <> 1)",
            "(not((`code` like _utf8mb4'x%')))|(NOT ((\"CODE\" LIKE 'x%')))",
            "(case when (`a` > 1) then `b` else 0 end = 1)|(CASE WHEN (\"A\" > 1) THEN \"B\" ELSE 0 END = 1)"})
    void whatMeansTheSameIsTranslated(String mysql, String oracle) throws Expression.Refused {
        String sql = Expression.translate(mysql, columns(), true);
        assertEquals(oracle.replace(" ,", ","), sql.replace(" ,", ",").replaceAll(",(?! )", ", "));
        OracleGrammar.assertParses("ALTER TABLE T ADD CONSTRAINT C CHECK (" + sql + ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "(`name` = _utf8mb4'x')|it compares name by the rules of utf8mb4_0900_ai_ci, where Oracle compares character by character",
            "(`a` = _utf8mb4'1')|it compares a, which is no text, with a text",
            "(`code` <> _utf8mb4'')|it uses '', which is NULL in Oracle",
            "(length(`doc`) > 3)|it uses doc, which is a CLOB in Oracle",
            "(`a` <=> `b`)|it uses <=>, which Oracle does not have",
            "json_valid(`code`)|it uses json_valid(), which is not translated",
            "((`a` % 2) = 0)|it has something at '% 2) = 0)' that is not translated",
            "(`other` > 0)|it uses the column other, which it cannot use in Oracle",
            "(`code` like _utf8mb4'a\\\\_')|it has a text with escaped characters"})
    void whatDoesNotMeanTheSameIsRefusedWithTheReason(String mysql, String reason) {
        assertEquals(reason, assertThrows(Expression.Refused.class, () -> Expression.translate(mysql, columns(), true)).getMessage());
    }

    @Test
    void anIndexMayCompareOtherwiseThanItsTable() throws Expression.Refused {
        assertEquals("(LOWER(\"NAME\") > 'x')", Expression.translate("(lower(`name`) > _utf8mb4'x')", columns(), false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "int|5|NUMBER(10)|5", "int|-5|NUMBER(10)|-5", "double|1e100|BINARY_DOUBLE|1e100", "decimal(10,2)|1.50|NUMBER(10,2)|1.50",
            "varchar(9)|it's|VARCHAR2(9 CHAR)|'it''s'", "enum('a')|a|VARCHAR2(1 CHAR)|'a'", "date|2020-02-29|DATE|DATE '2020-02-29'",
            "datetime(3)|2020-01-01 00:00:00.000|TIMESTAMP(3)|TIMESTAMP '2020-01-01 00:00:00.000'", "year|2020|NUMBER(4)|2020",
            "time|-838:59:59|INTERVAL DAY(2) TO SECOND(0)|INTERVAL '-34 22:59:59' DAY TO SECOND", "bit(8)|b'1010'|NUMBER(3)|10",
            "binary(2)|0x4142|RAW(2)|HEXTORAW('4142')", "bit(1)|b'1'|BOOLEAN|TRUE"})
    void aLiteralDefaultIsOneInOracle(String type, String value, String target, String sql) throws Expression.Refused {
        assertEquals(sql, defaultOf(type, value, false, target));
        OracleGrammar.assertParses("CREATE TABLE T (C " + target + " DEFAULT " + sql + ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "datetime(3)|CURRENT_TIMESTAMP(3)|TIMESTAMP(3)|LOCALTIMESTAMP(3)", "timestamp|now()|TIMESTAMP(0) WITH TIME ZONE|CURRENT_TIMESTAMP(0)",
            "timestamp|CURRENT_TIMESTAMP|TIMESTAMP(0)|SYS_EXTRACT_UTC(SYSTIMESTAMP)", "date|curdate()|DATE|TRUNC(CURRENT_DATE)",
            "char(36)|uuid()|VARCHAR2(36 CHAR)|LOWER(REGEXP_REPLACE(RAWTOHEX(SYS_GUID()), '(.{8})(.{4})(.{4})(.{4})(.{12})', '\\1-\\2-\\3-\\4-\\5'))",
            "binary(16)|uuid_to_bin(uuid())|RAW(16)|SYS_GUID()", "json|json_array()|CLOB|'[]'", "text|_utf8mb4'abc'|CLOB|'abc'",
            "int|(1 + 2)|NUMBER(10)|(1 + 2)"})
    void anExpressionIsOneInOracle(String type, String value, String target, String sql) throws Expression.Refused {
        assertEquals(sql, defaultOf(type, value, true, target));
        OracleGrammar.assertParses("CREATE TABLE T (C " + target + " DEFAULT " + sql + ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "varchar(9)||VARCHAR2(9 CHAR)|false", "date|0000-00-00|DATE|false", "datetime|2020-00-00 00:00:00|TIMESTAMP(0)|false",
            "timestamp|2020-01-01 00:00:00|TIMESTAMP(0) WITH TIME ZONE|false", "varbinary(9)|0x61|RAW(9)|false",
            "time|10:00:00|VARCHAR2(17 CHAR)|false", "double|1e300|BINARY_DOUBLE|false", "double|pi()|BINARY_DOUBLE|true",
            "date|(curdate() + interval 1 day)|DATE|true", "date|_utf8mb4'2020-01-01'|DATE|true", "text|uuid()|CLOB|true"})
    void aDefaultThatOracleCannotSayIsRefused(String type, String value, String target, boolean expression) {
        assertThrows(Expression.Refused.class, () -> defaultOf(type, value == null ? "" : value, expression, target));
    }

    @Test
    void labelsBecomeConditions() {
        assertEquals("C IN ('a', 'b''c')", Labels.ofEnum("C", "enum('a','b''c','')"));
        assertEquals("REGEXP_LIKE(C, '^(a|b\\.c)(,(a|b\\.c))*$')", Labels.ofSet("C", "set('a','b.c')"));
        assertEquals("C IN ('back\\slash')", Labels.ofEnum("C", "enum('back\\\\slash')"));
        assertEquals("C IS NULL", Labels.ofEnum("C", "enum('')"), "an empty list is no condition");
        assertTrue("a,b.c".matches("^(a|b\\.c)(,(a|b\\.c))*$"));
    }

    private static String defaultOf(String type, String value, boolean expression, String target) throws Expression.Refused {
        SourceColumn plain = sluice.schema.Tables.column("c", type);
        SourceColumn column = new SourceColumn("c", plain.dataType(), type, plain.length(), plain.precision(), plain.scale(), true,
                new ColumnFill(value, expression, false, null, null, false), null, null, null, "");
        return Defaults.translate(column, new sluice.schema.TargetColumn("C", target, true));
    }

    private static ExpressionColumns columns() {
        return new ExpressionColumns(SOURCE, TARGET, new OracleDialect()::quote);
    }

    private static SourceColumn number(String name) {
        return new SourceColumn(name, "int", "int", null, 10, 0, false);
    }

    private static SourceColumn text(String name, String collation) {
        return new SourceColumn(name, "varchar", "varchar(20)", 20L, null, null, true, ColumnFill.NONE, "utf8mb4", collation, null, "");
    }
}
