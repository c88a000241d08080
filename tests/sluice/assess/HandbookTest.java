package sluice.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator looks a finding up by its name. */
class HandbookTest {

    @Test
    void thePageHasEachFindingOnceInTheOrderOfTheCode() throws IOException {
        List<String> headings = Files.readAllLines(Path.of("docs/assess.md")).stream().filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4)).toList();

        assertEquals(Arrays.stream(FindingId.values()).map(FindingId::text).toList(), headings);
    }
}
