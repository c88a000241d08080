package sluice.assess;

import java.util.ArrayList;
import java.util.List;

/** What the checks found, in the order in which they found it. */
public final class Findings {

    private final List<Finding> found = new ArrayList<>();

    /** @param remedy the lines of the remedy, see {@link Finding#remedy} */
    public void error(FindingId id, String object, String reason, String... remedy) {
        add(id, Severity.ERROR, object, reason, remedy);
    }

    /** @param remedy the lines of the remedy, see {@link Finding#remedy} */
    public void warning(FindingId id, String object, String reason, String... remedy) {
        add(id, Severity.WARNING, object, reason, remedy);
    }

    /** @param remedy the lines of the remedy, see {@link Finding#remedy} */
    public void note(FindingId id, String object, String reason, String... remedy) {
        add(id, Severity.NOTE, object, reason, remedy);
    }

    /** For checks whose severity depends on what they see. */
    public void add(FindingId id, Severity severity, String object, String reason, String... remedy) {
        found.add(new Finding(id, severity, object, reason, String.join("\n", remedy)));
    }

    public List<Finding> all() {
        return List.copyOf(found);
    }
}
