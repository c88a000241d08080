package sluice.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import sluice.sandbox.Project;

/** The folders of {@code tests/cases}. */
final class CaseFolders {

    private CaseFolders() {
    }

    static List<Case> all() {
        try (Stream<Path> folders = Files.list(Project.home().resolve("tests/cases"))) {
            return folders.sorted().map(Case::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("tests/cases cannot be listed: " + e.getMessage(), e);
        }
    }

    /**
     * Those for this version of MySQL, or of them those that {@code -Dcase=name,name} names.
     *
     * @throws IllegalArgumentException for a name that is no case's
     */
    static List<Case> selected(String mysql) {
        List<Case> fitting = all().stream().filter(one -> one.isFor(mysql)).toList();
        List<String> wanted = Arrays.stream(System.getProperty("case", "").split(",")).filter(name -> !name.isBlank()).toList();
        for (String name : wanted) {
            if (fitting.stream().noneMatch(one -> one.name().equals(name))) {
                throw new IllegalArgumentException("There is no case " + name + " for MySQL " + mysql + " in tests/cases");
            }
        }
        return wanted.isEmpty() ? fitting : fitting.stream().filter(one -> wanted.contains(one.name())).toList();
    }

    /** What decides with which others a case is migrated: its settings, but for those that name its own tables. */
    static Map<String, String> group(Case one) {
        Map<String, String> group = new TreeMap<>(one.settings());
        group.values().removeIf(value -> value.contains(one.database()) || value.contains(one.schema()));
        return group;
    }
}
