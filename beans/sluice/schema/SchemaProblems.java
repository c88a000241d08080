package sluice.schema;

import java.util.List;

/**
 * Everything that is wrong with the schemas of source and target, found in one pass.
 *
 * <p>It is thrown before anything is created, and it lists all problems of all tables: an operator who fixes them one
 * start at a time would need as many starts as there are problems. Each problem names its table, and ends in the remedy.
 */
public final class SchemaProblems extends RuntimeException {

    private final transient List<String> problems;

    /** @param problems one sentence each, with the remedy; not empty */
    public SchemaProblems(List<String> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /** Never null, never empty. */
    public List<String> problems() {
        return problems;
    }

    /** Throws when there is a problem, and does nothing when the list is empty. */
    public static void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new SchemaProblems(problems);
        }
    }

    private static String text(List<String> problems) {
        return problems.size() == 1
                ? problems.get(0)
                : problems.size() + " problems:\n- " + String.join("\n- ", problems);
    }
}
