package sluice.schema;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement about parked rows is Oracle's SQL; the integration tests send them to H2. */
class ParkedTableTest {

    static Stream<String> statements() throws IllegalAccessException {
        Stream.Builder<String> texts = Stream.builder();
        for (Field field : ParkedTable.class.getDeclaredFields()) {
            if (!Modifier.isPrivate(field.getModifiers()) && field.get(null) instanceof String sql) {
                texts.add(sql);
            }
        }
        return texts.build();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyStatementIsOraclesSql(String sql) {
        OracleGrammar.assertParses(sql);
    }
}
