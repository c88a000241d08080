package sluice.schema.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TypeLabelsTest {

    /** As MySQL 8.0 shows them in COLUMN_TYPE. */
    @Test
    void labelsOfTheCatalogAreTexts() {
        assertEquals(List.of("back\\slash", "back\\,comma", "it's", "q\\'q", "nl\nx", "tab\tx", ""),
                TypeLabels.of("enum('back\\\\slash','back\\\\,comma','it''s','q\\\\''q','nl\\nx','tab\tx','')"));
        assertEquals(List.of("a(b", "c,d)"), TypeLabels.of("set('a(b','c,d)')"));
    }

    @Test
    void aTypeIsWrittenAsTheCatalogWritesIt() {
        String type = "enum('back\\\\slash','q\\\\''q','nl\\nx\\0','tab\tx')";
        assertEquals(type, TypeLabels.columnType("enum", TypeLabels.of(type)));
    }

    @Test
    void literalsMayStandInDoubleQuotes() {
        assertEquals("a\"b'c", TypeLabels.text("\"a\"\"b'c\""));
        assertEquals("\u001a\b%", TypeLabels.text("'\\Z\\b%'"));
    }
}
