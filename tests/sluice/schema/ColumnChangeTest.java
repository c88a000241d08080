package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.schema.source.SourceColumn;

/** Which changes of a column leave every value as it is. Each pair was looked up in MySQL's manual; a wrong WIDENED would lose. */
class ColumnChangeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            int | int | SAME
            int | bigint | WIDENED
            tinyint | int | WIDENED
            bigint | int | OTHER
            int | int unsigned | OTHER
            int unsigned | int | OTHER
            int unsigned | bigint | WIDENED
            int unsigned | bigint unsigned | WIDENED
            tinyint(1) | tinyint | WIDENED
            decimal(10,2) | decimal(12,2) | WIDENED
            decimal(10,2) | decimal(12,4) | WIDENED
            decimal(10,2) | decimal(10,4) | WIDENED
            decimal(10,4) | decimal(12,2) | OTHER
            decimal(12,2) | decimal(10,2) | OTHER
            decimal(10,2) | decimal(10,2) unsigned | OTHER
            decimal(10,2) | double | OTHER
            float | double | OTHER
            varchar(10) | varchar(20) | WIDENED
            varchar(20) | varchar(10) | OTHER
            varchar(20) | text | WIDENED
            varchar(20) | char(20) | OTHER
            char(20) | varchar(20) | WIDENED
            char(20) | varchar(10) | OTHER
            char(10) | char(20) | WIDENED
            text | varchar(100) | OTHER
            text | mediumtext | WIDENED
            longtext | text | OTHER
            varchar(20) | int | OTHER
            int | varchar(20) | OTHER
            binary(5) | binary(9) | OTHER
            varbinary(5) | varbinary(9) | WIDENED
            varbinary(5) | blob | WIDENED
            blob | longblob | WIDENED
            varchar(9) | varbinary(9) | OTHER
            datetime(3) | datetime(6) | WIDENED
            datetime | datetime(6) | WIDENED
            datetime(6) | datetime(3) | OTHER
            datetime(6) | timestamp(6) | OTHER
            timestamp | timestamp(3) | WIDENED
            time | time(6) | WIDENED
            date | datetime | OTHER
            datetime | date | OTHER
            bit(3) | bit(8) | WIDENED
            bit(8) | bit(3) | OTHER
            enum('a','b') | enum('a','b','c') | WIDENED
            enum('a','b') | enum('b','a') | WIDENED
            enum('a','b') | enum('a') | OTHER
            enum('a','it''s') | enum('it''s','a','x') | WIDENED
            set('a','b') | set('a','b','c') | WIDENED
            set('a','b') | set('c','a','d','b') | WIDENED
            set('a','b') | set('b','a') | OTHER
            json | json | SAME
            json | text | OTHER
            year | int | OTHER
            """)
    void aDefinitionThatChangesIsWidenedOrNot(String before, String after, ColumnChange expected) {
        assertEquals(expected, ColumnChange.of(column(before, true), column(after, true)));
        assertEquals(expected, ColumnChange.of(column(before, false), column(after, false)));
    }

    @ParameterizedTest
    @CsvSource({"int, int", "int, bigint", "varchar(5), varchar(9)"})
    void aColumnThatAllowsNullIsWiderAndOneThatDoesNotAnyMoreIsNot(String before, String after) {
        assertEquals(ColumnChange.WIDENED, ColumnChange.of(column(before, false), column(after, true)));
        assertEquals(ColumnChange.OTHER, ColumnChange.of(column(before, true), column(after, false)));
    }

    private static SourceColumn column(String type, boolean nullable) {
        return Tables.column("c", type, nullable);
    }
}
