package sluice.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.debezium.connector.mysql.antlr.MySqlAntlrDdlParser;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sluice.schema.source.TypeLabels;

/** The way of a label: the literal in the server's SHOW CREATE TABLE, what Debezium's own parser makes of it, and back. */
class EscapedLabelTest {

    private static final char[] CHARACTERS = {'a', '\\', '\'', ',', '"', '%', '_', 'n', '0', 'Z', '\n', '\r', '\0', '\t', 'é'};

    @Test
    void anyLabelThatTheServerWritesComesBackAsItWas() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder label = new StringBuilder();
            random.ints(random.nextInt(8), 0, CHARACTERS.length).forEach(at -> label.append(CHARACTERS[at]));
            assertEquals(label.toString(), EscapedLabel.plain(asDebeziumHasIt(label.toString())), () -> "of " + label);
        }
    }

    private static String asDebeziumHasIt(String label) {
        String type = TypeLabels.columnType("enum", List.of(label));
        return MySqlAntlrDdlParser.extractEnumAndSetOptions(List.of(type.substring("enum(".length(), type.length() - 1))).get(0);
    }

    /** What people write in their statements, which are read from the binlog. */
    @Test
    void literalsOfEitherKindAreUnderstood() {
        assertEquals("it's", fromStatement("'it\\'s'"));
        assertEquals("it's", fromStatement("\"it's\""));
        assertEquals("say \"x\"", fromStatement("'say \\\"x\\\"'"));
        assertEquals("\\'", fromStatement("'\\\\\\''"));
        assertEquals("100\\%", fromStatement("'100\\%'"));
    }

    private static String fromStatement(String literal) {
        String label = EscapedLabel.plain(MySqlAntlrDdlParser.extractEnumAndSetOptions(List.of(literal)).get(0));
        assertEquals(label, TypeLabels.text(literal));
        return label;
    }

    @Test
    void aLabelWithoutABackslashCostsNothing() {
        String label = "it's plain";
        assertSame(label, EscapedLabel.plain(label));
    }
}
