package sluice.assess;

import java.util.List;
import java.util.Map;

/**
 * Tables that cannot be planned for a reason that no other check has told.
 *
 * <p>It looks last: the preparation would refuse them, and an assessment that says nothing of it would be wrong.
 */
final class Unplanned implements Check {

    private final Map<String, List<String>> problems;

    /** @param problems one sentence each, by the table */
    Unplanned(Map<String, List<String>> problems) {
        this.problems = problems;
    }

    @Override
    public void look(Findings findings) {
        problems.forEach((object, sentences) -> {
            if (findings.all().stream().noneMatch(finding -> isErrorOf(finding, object))) {
                sentences.forEach(sentence -> findings.error(FindingId.TARGET_TABLE, object, sentence));
            }
        });
    }

    private static boolean isErrorOf(Finding finding, String object) {
        return finding.severity() == Severity.ERROR && (finding.object().equals(object) || finding.object().startsWith(object + "."));
    }
}
