package sluice.assess;

import java.util.List;
import java.util.stream.Collectors;

/** {@code run} does not start, because the assessment found errors that nobody accepted; the message has each with its remedy. */
public final class RefusedException extends RuntimeException {

    RefusedException(List<FindingGroup> errors) {
        super(errors.stream().map(RefusedException::text).collect(Collectors.joining("\n"))
                + "\nnot started: " + errors.size() + (errors.size() == 1 ? " error" : " errors")
                + " in the assessment. Remedy what is named" + acceptable(errors)
                + "\n  ./sluice assess shows warnings and notes too; docs/assess.md explains each");
    }

    private static String acceptable(List<FindingGroup> errors) {
        String names = errors.stream().filter(group -> group.first().id().canBeAccepted()).map(group -> names(group, ","))
                .collect(Collectors.joining(","));
        return names.isEmpty() ? "" : ", or accept by name what you can bear: assess.accept=" + names;
    }

    private static String names(FindingGroup group, String separator) {
        return group.findings().stream().map(judged -> judged.finding().name()).distinct().collect(Collectors.joining(separator));
    }

    private static String text(FindingGroup group) {
        String remedy = group.remedy().stream().map(line -> "\n    " + line).collect(Collectors.joining());
        return names(group, ", ") + ": " + group.first().reason() + remedy;
    }
}
