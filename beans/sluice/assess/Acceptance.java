package sluice.assess;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The findings that the operator accepts by name: {@code id} for all of them, {@code id:object} for one, with {@code *} for any
 * characters of the object.
 *
 * <p>A name that accepts nothing is told: it may be misspelt, and what it was meant to accept is not accepted then.
 */
public final class Acceptance {

    private final List<String> names;

    /** @param names as the setting {@code assess.accept} lists them */
    public Acceptance(List<String> names) {
        this.names = List.copyOf(names);
    }

    public boolean accepts(Finding finding) {
        return finding.id().canBeAccepted() && names.stream().anyMatch(name -> matches(name, finding));
    }

    /**
     * Names the entries that accept none of the findings.
     *
     * @param scanned whether the data were looked at: without it their findings cannot be there
     */
    void unused(List<Finding> all, boolean scanned, Findings findings) {
        for (String name : names) {
            String id = name.split(":", 2)[0];
            if (FindingId.of(id).isEmpty()) {
                findings.warning(FindingId.ACCEPTED_NOTHING, name, "assess.accept names " + name + ", and no finding is called "
                        + id + closest(id), "-- correct the name in assess.accept, or take it out");
            } else if (!FindingId.of(id).get().canBeAccepted()) {
                findings.warning(FindingId.ACCEPTED_NOTHING, name, "assess.accept names " + name + ", which cannot be accepted: it keeps"
                        + " tables from being migrated at all", "-- take it out of assess.accept, and do what the finding says");
            } else if (looked(FindingId.of(id).get(), scanned) && all.stream().noneMatch(finding -> matches(name, finding))) {
                findings.warning(FindingId.ACCEPTED_NOTHING, name, "assess.accept names " + name
                        + ", and nothing of that name was found", "-- take it out of assess.accept, or correct the object");
            }
        }
    }

    private static boolean looked(FindingId id, boolean scanned) {
        return scanned || id.area() != Area.SOURCE_DATA;
    }

    private static String closest(String wrong) {
        List<String> begun = new ArrayList<>();
        for (FindingId id : FindingId.values()) {
            if (id.text().contains(wrong.toLowerCase(Locale.ROOT).replace('_', '-')) || wrong.contains(id.text())) {
                begun.add(id.text());
            }
        }
        return begun.isEmpty() ? "" : " (there is " + String.join(", ", begun) + ")";
    }

    private static boolean matches(String name, Finding finding) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return name.equals(finding.id().text());
        }
        return name.substring(0, colon).equals(finding.id().text())
                && Pattern.matches(Pattern.quote(name.substring(colon + 1)).replace("*", "\\E.*\\Q"), finding.object());
    }
}
