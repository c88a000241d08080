package sluice.model;

import java.util.function.Supplier;

/**
 * Something that can happen in a state.
 *
 * @param what   happens, for a trace
 * @param next   the state behind it
 * @param broken what is wrong with this step; null if nothing is
 */
record Step<S>(Supplier<String> what, S next, String broken) {

    Step(Supplier<String> what, S next) {
        this(what, next, null);
    }
}
