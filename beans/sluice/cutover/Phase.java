package sluice.cutover;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a migration stands, from the first look to the switch. Forward only, one by one or over some, but for what is given up: from the freeze on,
 * and from {@code ready}, it goes back to {@code following}; and a new copy begins again with {@code copying}.
 */
public enum Phase {

    /** What stands in the way is known, and accepted. */
    ASSESSED,
    /** Topics and tables are there. */
    PREPARED,
    /** The rows are being copied. */
    COPYING,
    /** All rows are there, and changes arrive. */
    FOLLOWING,
    /** Everything that the cut-over asks for is so. */
    READY,
    /** The source takes no writes. */
    FROZEN,
    /** All that it had has arrived. */
    DRAINED,
    /** Both sides are equal. */
    VERIFIED,
    /** The service writes to the target. There is no way back from here. */
    SWITCHED;

    /** In these the source is held frozen by somebody. */
    private static final Set<Phase> HELD = EnumSet.of(FROZEN, DRAINED, VERIFIED);

    /** @throws IllegalArgumentException if there is no such phase */
    static Phase of(String text) {
        return Arrays.stream(values()).filter(phase -> phase.toString().equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no phase of a migration"));
    }

    public boolean isFrozen() {
        return HELD.contains(this);
    }

    /** Whether the one may follow on the other. */
    boolean leadsTo(Phase next) {
        return switch (this) {
            case ASSESSED, PREPARED, COPYING -> next.ordinal() > ordinal() && next.ordinal() <= FOLLOWING.ordinal();
            case FOLLOWING -> next == READY || next == COPYING;
            case READY -> next == FROZEN || next == FOLLOWING || next == COPYING;
            case FROZEN -> next == DRAINED || next == FOLLOWING;
            case DRAINED -> next == VERIFIED || next == FOLLOWING;
            case VERIFIED -> next == SWITCHED || next == FOLLOWING;
            case SWITCHED -> false;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
