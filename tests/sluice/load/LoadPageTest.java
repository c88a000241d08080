package sluice.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sluice.schema.OracleGrammar;

/** What the handbook tells an operator to paste is Oracle's SQL. */
class LoadPageTest {

    @Test
    void theExamplesOfProbesAreOraclesSql() throws IOException {
        List<String> examples = Pattern.compile("```sql\n(.*?)\n```", Pattern.DOTALL).matcher(Files.readString(Path.of("docs/load.md")))
                .results().map((MatchResult match) -> match.group(1)).toList();

        assertEquals(4, examples.size());
        examples.forEach(OracleGrammar::assertParses);
    }
}
