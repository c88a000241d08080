package sluice.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that exist, as the copy of {@code application.properties} in the jar documents them.
 *
 * <p>The last comment line above a key decides: {@code Required}, or {@code Default: x} ({@code none} for empty).
 * The value beside the key does not: in a source tree that file is the operator's own, and a jar that is built
 * again after it was edited must neither take that installation's values for defaults nor carry its passwords
 * into another one.
 */
final class KnownSettings {

    private static final String RESOURCE = "/application.properties";
    private static final String REQUIRED = "Required";
    private static final String DEFAULT = "Default: ";
    private static final int FARTHEST_TYPO = 4;

    private final Map<String, String> defaults = new LinkedHashMap<>();

    private KnownSettings(List<PropertiesFile.Entry> entries) {
        entries.forEach(entry -> defaults.put(entry.key(), defaultOf(entry)));
    }

    static KnownSettings bundled() {
        try (InputStream resource = KnownSettings.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE.substring(1) + " is missing in the jar; build it again");
            }
            return new KnownSettings(PropertiesFile.read(new InputStreamReader(resource, StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the bundled " + RESOURCE.substring(1), unreadable);
        }
    }

    private static String defaultOf(PropertiesFile.Entry entry) {
        List<String> comment = entry.comment();
        String last = comment.isEmpty() ? "" : comment.get(comment.size() - 1);
        if (last.equals(REQUIRED)) {
            return null;
        }
        if (!last.startsWith(DEFAULT)) {
            throw new IllegalStateException(entry.key() + " in the bundled application.properties (line "
                    + entry.line() + ") says neither Required nor Default in its last comment line");
        }
        String value = last.substring(DEFAULT.length());
        return value.equals("none") ? "" : value;
    }

    Set<String> keys() {
        return defaults.keySet();
    }

    boolean contains(String key) {
        return defaults.containsKey(key);
    }

    boolean required(String key) {
        return contains(key) && defaults.get(key) == null;
    }

    /** Empty where there is none. */
    String defaultValue(String key) {
        String value = defaults.get(key);
        return value == null ? "" : value;
    }

    /** The known key that a wrong one was probably meant to be: one that it begins, or else the most similar. */
    Optional<String> closestTo(String wrong) {
        String key = wrong.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
        return closestOf(defaults.keySet(), key);
    }

    static Optional<String> closestOf(Set<String> keys, String wrong) {
        return keys.stream().filter(known -> known.startsWith(wrong)).findFirst().or(() -> mostSimilar(keys, wrong));
    }

    private static Optional<String> mostSimilar(Set<String> keys, String key) {
        return keys.stream()
                .min(Comparator.comparingInt(known -> distance(known, key)))
                .filter(known -> distance(known, key) <= FARTHEST_TYPO);
    }

    /** Levenshtein's: insertions, deletions and replacements that make one out of the other. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
