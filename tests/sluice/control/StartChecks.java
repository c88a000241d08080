package sluice.control;

/** What {@code run} does before its routes start, for tests that start the routes themselves. */
public final class StartChecks {

    private StartChecks() {
    }

    /**
     * Asks the servers, and makes what the routes need to find.
     *
     * @throws RuntimeException with the message that {@code run} would print
     */
    public static void pass(Settings settings) {
        new Preflight(settings).check();
        Assessments.require(settings);
        new Preparation(settings).run();
    }
}
