package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the handbook tells somebody to type at night exists. */
class HandbookCommandsTest {
    private static final Pattern COMMAND = Pattern.compile("\\./sluice ([^`\\n;|]+)");
    private static final Pattern SETTING = Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)(?:=[^`]*)?`");
    /** What looks like a setting on the pages that are looked at, and is none. */
    private static final Set<String> NO_SETTINGS = Set.of("application.properties");

    @Test
    void eachCommandAndOptionExists() throws IOException {
        List<String> unknown = new ArrayList<>();
        List<Path> pages = pages();
        for (Path page : pages) {
            COMMAND.matcher(Files.readString(page)).results().map(found -> found.group(1).strip())
                    .filter(typed -> typed.matches("[a-z].*") && !typed.startsWith("demo"))
                    .flatMap(typed -> unknown(typed).map(word -> page.getFileName() + ": ./sluice " + typed + ": " + word)).forEach(unknown::add);
        }
        assertTrue(pages.size() > 20);
        assertEquals("", String.join("\n", unknown));
    }

    /** Which words of it neither a command nor an option is called; values stand behind both. */
    private static Stream<String> unknown(String typed) {
        CommandLine command = Sluice.commandLine();
        List<String> unknown = new ArrayList<>();
        boolean values = false;
        for (String word : typed.split("[\\s,()]+")) {
            if (word.startsWith("--")) {
                values = true;
                if (!command.getCommandSpec().optionsMap().containsKey(word.split("=")[0])) {
                    unknown.add(word);
                }
            } else if (!values && command.getSubcommands().containsKey(word)) {
                command = command.getSubcommands().get(word);
            } else if (command.getParent() == null) {
                return Stream.of(word);
            } else {
                values = true;
            }
        }
        return unknown.stream();
    }

    @Test
    void eachSettingOfTheQuestionsExists() throws IOException {
        Set<String> known = Set.copyOf(KnownSettings.bundled().keys());
        for (String page : List.of("faq.md", "migration.md")) {
            List<String> named = SETTING.matcher(Files.readString(Path.of("docs", page))).results().map((MatchResult found) -> found.group(1))
                    .filter(name -> !NO_SETTINGS.contains(name) && !name.endsWith(".md")).toList();
            assertEquals(List.of(), named.stream().filter(name -> !known.contains(name)).toList(), page);
            assertTrue(!named.isEmpty(), page);
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(docs.filter(page -> page.toString().endsWith(".md")), Stream.of(Path.of("README.md"))).sorted().toList();
        }
    }
}
