package sluice.apply;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which lane of this process has which topics. Thread-safe. */
final class TopicClaims {

    private final Map<String, Pattern> byLane = new LinkedHashMap<>(); // guarded by this

    /**
     * Notes what a lane wants.
     *
     * @param topics all topics that there are
     * @return what is wrong, if another lane has some of them already
     */
    synchronized Optional<String> claim(String lane, Pattern wanted, Set<String> topics) {
        for (Map.Entry<String, Pattern> other : byLane.entrySet()) {
            String both = topics.stream().filter(topic -> !other.getKey().equals(lane) && wanted.matcher(topic).matches()
                    && other.getValue().matcher(topic).matches()).sorted().collect(Collectors.joining(", "));
            if (!both.isEmpty()) {
                return Optional.of("the lanes " + other.getKey() + " and " + lane + " both have " + both
                        + "; leave it out of one of them with ! in lanes.camel.yaml");
            }
        }
        byLane.put(lane, wanted);
        return Optional.empty();
    }
}
