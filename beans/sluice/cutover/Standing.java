package sluice.cutover;

import java.util.function.Supplier;

/** Where the migration stood when it was last looked at, as a word for people; empty before the first look. Thread-safe. */
public final class Standing implements Supplier<String> {

    private volatile String phase = "";

    void saw(Phase now) {
        phase = now.toString();
    }

    @Override
    public String get() {
        return phase;
    }
}
