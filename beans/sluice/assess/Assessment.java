package sluice.assess;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

    public long count(Severity severity) {
        return findings.stream().filter(judged -> judged.finding().severity() == severity).count();
    }

    public long acceptedErrors() {
        return count(Severity.ERROR) - refusals().size();
    }

    /** The findings of each area that has some, in their order. */
    public Map<Area, List<Judged>> byArea() {
        Map<Area, List<Judged>> areas = new EnumMap<>(Area.class);
        for (Area area : Area.values()) {
            List<Judged> here = findings.stream().filter(judged -> judged.finding().id().area() == area).toList();
            if (!here.isEmpty()) {
                areas.put(area, here);
            }
        }
        return areas;
    }

    /** {@code 2 errors (1 accepted), 3 warnings, 12 notes}. */
    public String counts() {
        String accepted = acceptedErrors() == 0 ? "" : " (" + acceptedErrors() + " accepted)";
        return plural(count(Severity.ERROR), "error") + accepted + ", " + plural(count(Severity.WARNING), "warning") + ", "
                + plural(count(Severity.NOTE), "note");
    }

    private static String plural(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
