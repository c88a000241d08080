package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnTablesTest {

    static Stream<String> statements() throws IllegalAccessException {
        Stream.Builder<String> texts = Stream.builder();
        for (Class<?> texted : List.of(OwnTables.class, ReconcileTable.class, LimitTable.class, VerifyTable.class, StrandTable.class, MigrationTable.class)) {
            for (Field field : texted.getDeclaredFields()) {
                if (!Modifier.isPrivate(field.getModifiers()) && field.get(null) instanceof String sql) {
                    texts.add(sql);
                }
            }
        }
        return Stream.of(texts.build(), OwnTables.CREATE.values().stream(), OwnTables.ADD.keySet().stream(), OwnTables.ADD.values().stream())
                .flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyStatementIsOraclesSql(String sql) {
        OracleGrammar.assertParses(sql);
    }

    /** As the version before left it; the rows stay. */
    @Test
    void theTablesOfAnEarlierVersionGetWhatTheyLack() throws SQLException {
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:own;MODE=Oracle"); Statement statement = h2.createStatement()) {
            statement.execute(OwnTables.CREATE.get("SLUICE_WATERMARK").replaceAll(", PARTITIONS NUMBER.10.,\\s+STRANDS NUMBER.10. DEFAULT 1 NOT NULL", ""));
            statement.execute("INSERT INTO SLUICE_WATERMARK (TOPIC, PARTITION_NO, NEXT_OFFSET, TOPIC_ID) VALUES ('px.shop.a', 0, 5, 'x')");
            for (String query : OwnTables.ADD.keySet()) {
                assertThrows(SQLException.class, () -> statement.executeQuery(query));
                statement.execute(OwnTables.ADD.get(query));
                assertDoesNotThrow(() -> statement.executeQuery(query));
            }
            assertEquals(1, statement.executeUpdate("UPDATE SLUICE_WATERMARK SET PARTITIONS = 4 WHERE PARTITIONS IS NULL AND NEXT_OFFSET = 5"));
        }
    }
}
