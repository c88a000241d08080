package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

/** What verify reads the target with. */
class OracleReadsTest {

    private static final List<TargetColumn> COLUMNS = List.of(new TargetColumn("A", "NUMBER(10)", false), new TargetColumn("D", "DATE", false),
            new TargetColumn("T", "INTERVAL DAY(2) TO SECOND(6)", false), new TargetColumn("V", "CLOB", true));
    private static final TargetTable TABLE = new TargetTable("SHOP", "LINES", COLUMNS, List.of("A", "D", "T"));
    private static final TargetTable SIMPLE = new TargetTable("SHOP", "LINES", COLUMNS, List.of("D"));

    static Stream<String> statements() {
        return Stream.of(new OracleDialect(), new H2Dialect()).flatMap(dialect -> Stream.of(dialect.reads(TABLE).page(COLUMNS, -1),
                dialect.reads(TABLE).page(COLUMNS, 0), dialect.reads(TABLE).page(COLUMNS, 2), dialect.reads(TABLE).find(COLUMNS, 3),
                dialect.reads(TABLE).find(COLUMNS, 1), dialect.reads(SIMPLE).page(COLUMNS, 0), dialect.reads(SIMPLE).find(COLUMNS, 3)));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyReadIsOraclesSql(String sql) {
        OracleGrammar.assertParses(sql);
    }

    @Test
    void aPageBehindARowBeginsWithTheRowsThatShareMostOfItsKey() {
        assertEquals("SELECT \"V\" FROM \"SHOP\".\"LINES\" WHERE \"A\" = ? AND \"D\" > CAST(? AS DATE) ORDER BY \"A\", \"D\", \"T\" FETCH FIRST ? ROWS ONLY",
                new OracleDialect().reads(TABLE).page(List.of(COLUMNS.get(3)), 1));
    }

    @Test
    void theSessionsOrderIsOraclesSql() {
        assertEquals("ALTER SESSION SET NLS_SORT = BINARY NLS_COMP = BINARY", new OracleDialect().binaryOrder().orElseThrow());
        assertEquals(true, new H2Dialect().binaryOrder().isEmpty());
    }
}
