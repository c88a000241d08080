package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.event.RowSchema;
import sluice.schema.TableId;
import sluice.schema.TargetColumn;

class ColumnFitTest {

    private static final RowSchema SCHEMA = new RowSchema("s", new TableId("shop", "orders"), List.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"double||NUMBER(10,2)|decimal.handling.mode",
            "org.apache.kafka.connect.data.Timestamp|DATETIME|TIMESTAMP(6)|time.precision.mode",
            "org.apache.kafka.connect.data.Time|TIME|INTERVAL DAY(2) TO SECOND(6)|time.precision.mode"})
    void whatTheConnectorHasRoundedIsRefusedWithItsSetting(String semantic, String source, String target, String setting) {
        String message = assertThrows(SchemaMismatchException.class, () -> checked(semantic, source, target)).getMessage();
        assertTrue(message.startsWith("column price of shop.orders goes to PRICE " + target) && message.contains(setting), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"double|DOUBLE|NUMBER", "double||BINARY_DOUBLE",
            "org.apache.kafka.connect.data.Timestamp|DATETIME|TIMESTAMP(3)", "io.debezium.time.MicroTimestamp|DATETIME|TIMESTAMP(6)",
            "org.apache.kafka.connect.data.Timestamp|DATETIME|DATE"})
    void whatIsKeptIsNot(String semantic, String source, String target) {
        checked(semantic, source, target);
    }

    private static void checked(String semantic, String source, String target) {
        TargetColumn column = new TargetColumn("PRICE", target, true);
        RowSchema.Column read = new RowSchema.Column("price", json -> null, null, semantic, source == null ? "" : source);
        assertSame(column, ColumnFit.checked(SCHEMA, read, column));
    }
}
