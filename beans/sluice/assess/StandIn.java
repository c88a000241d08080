package sluice.assess;

import java.util.List;
import java.util.TreeSet;

/** Says at the end what the target has no notion of, so that silence is not taken for a good answer. */
final class StandIn implements Check {

    private final TargetServer target;

    StandIn(TargetServer target) {
        this.target = target;
    }

    @Override
    public void look(Findings findings) {
        List<String> missing = List.copyOf(new TreeSet<>(target.notApplicable()));
        if (!missing.isEmpty()) {
            findings.note(FindingId.TARGET_STAND_IN, "target", "it is the embedded stand-in, not Oracle; it has nothing to say about: "
                    + String.join(", ", missing));
        }
    }
}
