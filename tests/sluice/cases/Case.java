package sluice.cases;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One folder of {@code tests/cases}: a source, what is changed there while Sluice runs, and what has to come of it.
 * The rule: a folder holds known files only. A misspelt {@code expect} would be an expectation that nobody looks at.
 *
 * @param name  the folder's name
 * @param files the text of each file by its name, with the placeholders filled in
 */
record Case(String name, Map<String, String> files) {
    private static final String DATA = ".tsv";

    static Case read(Path folder) {
        String name = folder.getFileName().toString();
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file)
                        .replace("{folder}", folder.toString())
                        .replace("{database}", database(name))
                        .replace("{schema}", schema(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The case " + folder + " cannot be read: " + e.getMessage(), e);
        }
        Case read = new Case(name, files);
        read.check();
        return read;
    }

    private void check() {
        for (String file : files.keySet()) {
            if (!file.endsWith(DATA) && !CaseFile.names().contains(file)) {
                throw new IllegalArgumentException("The case " + name + " has a file " + file + ", which means nothing; known are "
                        + String.join(", ", CaseFile.names()) + " and *" + DATA);
            }
        }
        String mapping = "/" + CaseFile.NAMES.fileName();
        if (text(CaseFile.NAMES).isPresent() != settings().getOrDefault("target.names", "").endsWith(mapping)) {
            throw new IllegalArgumentException("The case " + name + " needs both the file " + CaseFile.NAMES.fileName()
                    + " and the setting target.names=file:{folder}" + mapping + ", or none of them");
        }
        require(CaseFile.SOURCE, true);
        require(CaseFile.CHANGES, !isRefused());
        if (isRefused() && text(CaseFile.EXPECT).isPresent()) {
            throw new IllegalArgumentException("The case " + name + " has both expect and expect_failure: a refused start moves nothing");
        }
    }

    private void require(CaseFile file, boolean wanted) {
        if (text(file).isPresent() != wanted) {
            throw new IllegalArgumentException("The case " + name + (wanted ? " has no " : " must have no ") + file.fileName());
        }
    }

    Optional<String> text(CaseFile file) {
        return Optional.ofNullable(files.get(file.fileName()));
    }

    String database() {
        return database(name);
    }

    /** The schema of the target where its tables land by default. */
    String schema() {
        return schema(name);
    }

    private static String database(String name) {
        return "case_" + name.replace('-', '_');
    }

    private static String schema(String name) {
        return database(name).toUpperCase(Locale.ROOT);
    }

    /**
     * What the target has to call a database, a table or a column: a reading of the settings and of the mapping file of its own. It
     * goes by the last part of an entry, so a name that the file maps may stand for one thing only.
     */
    String spelled(String name) {
        if ("same".equals(settings().get("target.names"))) {
            return name;
        }
        return text(CaseFile.NAMES).orElse("").lines().filter(line -> line.matches("(.*\\.)?`?" + Pattern.quote(name) + "`? = .*"))
                .map(line -> line.replaceFirst(".* = ", "")).findFirst().orElse(name.toUpperCase(Locale.ROOT));
    }

    /** What has to come of it, beyond equal tables. */
    Expectation expectation() {
        return Expectation.of(text(CaseFile.EXPECT).orElse(""));
    }

    /** Whether the start has to be refused. */
    boolean isRefused() {
        return text(CaseFile.FAILURE).isPresent();
    }

    /** Whether the server's version is one that the case is about. */
    boolean isFor(String mysql) {
        return text(CaseFile.ONLY).map(versions -> versions.lines().anyMatch(mysql::startsWith)).orElse(true)
                && text(CaseFile.UNLESS).map(versions -> versions.lines().noneMatch(mysql::startsWith)).orElse(true);
    }

    /** The case's own settings. */
    Map<String, String> settings() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text(CaseFile.SETTINGS).orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, properties::getProperty, (a, b) -> a, TreeMap::new));
    }

    @Override
    public String toString() {
        return name;
    }
}
