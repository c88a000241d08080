package sluice.assess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of an assessment.
 *
 * @param source   what was looked at, for people: product, version, address
 * @param target   the same of the target
 * @param scanned  whether the rows themselves were looked at
 * @param findings by area, severity, id and object
 */
public record Assessment(String source, String target, boolean scanned, Volume volume, List<Judged> findings) {

    /**
     * A finding, and what the operator said to it.
     *
     * @param accepted whether the settings accept it by name
     */
    public record Judged(Finding finding, boolean accepted) {

        /** Whether it keeps {@code run} from starting. */
        public boolean refuses() {
            return finding.severity() == Severity.ERROR && !accepted;
        }
    }

    private static final Comparator<Judged> ORDER = Comparator.comparing((Judged judged) -> judged.finding().id().area())
            .thenComparing(judged -> judged.finding().severity())
            .thenComparing(judged -> judged.finding().id())
            .thenComparing(judged -> judged.finding().object());

    public Assessment {
        findings = findings.stream().sorted(ORDER).toList();
    }

    /** The errors that nobody accepted. */
    public List<Finding> refusals() {
        return findings.stream().filter(Judged::refuses).map(Judged::finding).toList();
    }

    /** How many findings of that severity there are, one for each object. */
    public long count(Severity severity) {
        return findings.stream().filter(judged -> judged.finding().severity() == severity).count();
    }

    public long acceptedErrors() {
        return count(Severity.ERROR) - refusals().size();
    }

    /** The findings as people read them, in their order. */
    public List<FindingGroup> groups() {
        return FindingGroup.of(findings);
    }

    /** The groups of each area that has some, in their order. */
    public Map<Area, List<FindingGroup>> byArea() {
        Map<Area, List<FindingGroup>> areas = new EnumMap<>(Area.class);
        groups().forEach(group -> areas.computeIfAbsent(group.first().id().area(), area -> new ArrayList<>()).add(group));
        return areas;
    }

    /** {@code 2 errors (1 accepted), 3 warnings, 12 notes}: what says the same of several objects counts once. */
    public String counts() {
        List<FindingGroup> groups = groups();
        long accepted = groups.stream().filter(group -> group.first().severity() == Severity.ERROR && !group.refuses()).count();
        return plural(groups, Severity.ERROR) + (accepted == 0 ? "" : " (" + accepted + " accepted)") + ", "
                + plural(groups, Severity.WARNING) + ", " + plural(groups, Severity.NOTE);
    }

    /** The names of the findings of that severity: {@code key-collation, text-length}; empty where there is none. */
    public String names(Severity severity) {
        return findings.stream().map(Judged::finding).filter(finding -> finding.severity() == severity)
                .map(finding -> finding.id().text()).distinct().collect(Collectors.joining(", "));
    }

    private static String plural(List<FindingGroup> groups, Severity severity) {
        long count = groups.stream().filter(group -> group.first().severity() == severity).count();
        return count + " " + severity.word() + (count == 1 ? "" : "s");
    }
}
