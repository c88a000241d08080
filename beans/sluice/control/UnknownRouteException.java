package sluice.control;

import java.util.Set;

/** A route id that the running Sluice does not have; the message lists those that it has. */
public class UnknownRouteException extends RuntimeException {

    public UnknownRouteException(String route, Set<String> known) {
        super("there is no route '" + route + "'; there are: " + String.join(", ", known));
    }
}
