package sluice.control;

import java.util.List;

/**
 * Everything that is wrong with the settings.
 *
 * <p>All problems are found before the first one is thrown: who fixes them one by one would otherwise start the
 * program once for each.
 */
public class SettingsException extends RuntimeException {

    private final transient List<String> problems;

    public SettingsException(List<String> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /** Each with its remedy. */
    public List<String> problems() {
        return problems;
    }

    private static String text(List<String> problems) {
        if (problems.size() == 1) {
            return problems.get(0);
        }
        return problems.size() + " problems with the settings:\n  - " + String.join("\n  - ", problems);
    }
}
