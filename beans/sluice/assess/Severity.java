package sluice.assess;

import java.util.Locale;

/** How much a finding matters. Only an error keeps {@code run} from starting. */
public enum Severity {

    /** Rows would be lost, or wrong, or a lane would stop. */
    ERROR,
    /** It can go well; somebody has to decide that it does. */
    WARNING,
    /** Nothing to do for the migration; good to know. */
    NOTE;

    /** {@code error}, {@code warning}, {@code note}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
