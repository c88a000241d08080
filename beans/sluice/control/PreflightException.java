package sluice.control;

import java.util.List;

/** A server is unreachable, refuses us, or is set up in a way that would lose changes; the message has the remedy. */
public class PreflightException extends RuntimeException {

    private final transient List<String> failures;

    public PreflightException(String message, Throwable cause) {
        super(message, cause);
        failures = List.of(message);
    }

    /** Joins what several servers were found to lack. */
    public PreflightException(List<PreflightException> parts) {
        super(String.join("\n", parts.stream().map(Throwable::getMessage).toList()), parts.get(0));
        failures = parts.stream().map(Throwable::getMessage).toList();
    }

    /** One line a failure. */
    public List<String> failures() {
        return failures;
    }
}
