package sluice.control;

import java.nio.file.Path;

/** Camel refuses to start; the message tells what the root cause says, and for which route. */
public class StartException extends RuntimeException {

    private static final int LONGEST = 300;

    public StartException(Exception failure) {
        super(text(failure), failure);
    }

    /** Camel passes over a YAML file whose top is no list, without a word. */
    StartException(Path empty) {
        super("the files in " + empty + " contain no route; each must be a list whose items are - route:, "
                + "- routeTemplate: and so on");
    }

    /** Camel's outer message names the route, the root cause what is wrong; often the one contains the other. */
    private static String text(Exception failure) {
        String outer = RootCause.oneLine(String.valueOf(failure.getMessage()));
        String root = RootCause.of(failure);
        boolean told = outer.length() <= LONGEST && outer.contains(root);
        return "the routes do not start: " + (told ? outer : shortened(outer) + ": " + root);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
