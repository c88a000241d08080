package sluice.assess;

import java.util.Locale;

/** Where a finding belongs; the groups of the reports, in their order. */
public enum Area {

    SETTINGS,
    SOURCE_SERVER,
    SOURCE_SCHEMA,
    SOURCE_DATA,
    TARGET;

    /** {@code source server}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
