package sluice.control;

/** Camel refuses to start; the message tells what the root cause says, and for which route. */
public class StartException extends RuntimeException {

    private static final int LONGEST = 400;

    public StartException(Exception failure) {
        super(text(failure), failure);
    }

    /** Camel's outer message names the route, the root cause what is wrong; often one contains the other. */
    private static String text(Exception failure) {
        String outer = shortened(RootCause.oneLine(String.valueOf(failure.getMessage())));
        String root = shortened(RootCause.of(failure));
        return "the routes do not start: " + (outer.contains(root) ? outer : outer + ": " + root);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
