package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {

    @Test
    void everyKeyIsDocumentedAndItsValueAgreesWithItsLastCommentLine() throws IOException {
        KnownSettings known = KnownSettings.bundled();
        List<PropertiesFile.Entry> entries =
                PropertiesFile.read(Files.newBufferedReader(Path.of("application.properties")));

        assertEquals(known.keys().size(), entries.size());
        for (PropertiesFile.Entry entry : entries) {
            assertTrue(entry.comment().size() > 1, entry.key() + " says what it is before its last line");
            assertEquals(entry.value(), known.defaultValue(entry.key()), entry.key());
        }
    }

    @Test
    void requiredKeysStandFirst() {
        List<String> keys = List.copyOf(KnownSettings.bundled().keys());

        assertEquals(List.of("source.hostname", "source.user", "source.password", "source.databases", "kafka.brokers",
                "target.url", "target.user", "target.password"),
                keys.stream().filter(KnownSettings.bundled()::required).toList());
        assertTrue(keys.subList(0, 8).stream().allMatch(KnownSettings.bundled()::required));
        assertFalse(KnownSettings.bundled().required("source.port"));
    }

    @Test
    void linesAreCountedOverContinuationsAndEscapesAreThoseOfProperties() throws IOException {
        List<PropertiesFile.Entry> entries = PropertiesFile.read(new StringReader(
                "# one\n\n! two\na=1,\\\n  2\n\nb : x\\\\\nc=\\u00e9\n"));

        assertEquals(List.of("a", "b", "c"), entries.stream().map(PropertiesFile.Entry::key).toList());
        assertEquals(List.of("1,2", "x\\", "\u00e9"), entries.stream().map(PropertiesFile.Entry::value).toList());
        assertEquals(List.of(4, 7, 8), entries.stream().map(PropertiesFile.Entry::line).toList());
        assertEquals(List.of("two"), entries.get(0).comment());
    }
}
