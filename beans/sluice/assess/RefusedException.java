package sluice.assess;

import java.util.List;
import java.util.stream.Collectors;

/** {@code run} does not start, because the assessment found errors that nobody accepted; the message has each with its remedy. */
public final class RefusedException extends RuntimeException {

    RefusedException(List<Finding> errors) {
        super(errors.stream().map(RefusedException::text).collect(Collectors.joining("\n"))
                + "\nnot started: " + errors.size() + (errors.size() == 1 ? " error" : " errors")
                + " in the assessment. Remedy what is named, or accept it by name: assess.accept=" + errors.get(0).name()
                + "\n  ./sluice assess shows warnings and notes too; docs/assess.md explains each");
    }

    private static String text(Finding error) {
        String remedy = error.remedy().lines().map(line -> "\n    " + line).collect(Collectors.joining());
        return error.name() + ": " + error.reason() + remedy;
    }
}
