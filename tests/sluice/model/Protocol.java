package sluice.model;

import java.util.List;

/** A protocol as a search sees it: states and what can happen in each. States are values, and finite in number. */
interface Protocol<S> {

    S start();

    /** Everything that can happen next, whoever does it. */
    List<Step<S>> steps(S state);

    /** What is wrong in a state; null if nothing is. */
    String broken(S state);

    /** Whether all is done that there is to do. */
    boolean done(S state);
}
