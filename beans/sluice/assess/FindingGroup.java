package sluice.assess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.assess.Assessment.Judged;

/**
 * Findings that say the same of several objects: people read them as one.
 *
 * @param findings at least one; all have the same id, severity, acceptance and reason, and remedies of as many lines
 */
public record FindingGroup(List<Judged> findings) {

    private record Sameness(FindingId id, Severity severity, boolean accepted, String reason, long lines) {

        static Sameness of(Judged judged) {
            Finding finding = judged.finding();
            return new Sameness(finding.id(), finding.severity(), judged.accepted(), finding.reason(), finding.remedy().lines().count());
        }
    }

    /** In the order of their first ones. */
    static List<FindingGroup> of(List<Judged> findings) {
        Map<Sameness, List<Judged>> groups = new LinkedHashMap<>();
        findings.forEach(finding -> groups.computeIfAbsent(Sameness.of(finding), sameness -> new ArrayList<>()).add(finding));
        return groups.values().stream().map(FindingGroup::new).toList();
    }

    /** Stands for all of them: only its object and its remedy are its own. */
    public Finding first() {
        return findings.get(0).finding();
    }

    /** {@code accepted}, or the word of the severity. */
    public String severity() {
        return findings.get(0).accepted() ? "accepted" : first().severity().word();
    }

    /** Whether they keep {@code run} from starting. */
    public boolean refuses() {
        return findings.get(0).refuses();
    }

    /** Separated by commas. */
    public String objects() {
        return String.join(", ", findings.stream().map(judged -> judged.finding().object()).distinct().toList());
    }

    /** The lines of all remedies, in their order: what they share once, what is each one's own for each. */
    public List<String> remedy() {
        List<List<String>> remedies = findings.stream().map(judged -> judged.finding().remedy().lines().toList()).toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < remedies.get(0).size(); i++) {
            Set<String> own = new LinkedHashSet<>();
            for (List<String> remedy : remedies) {
                own.add(remedy.get(i));
            }
            lines.addAll(own);
        }
        return lines;
    }
}
