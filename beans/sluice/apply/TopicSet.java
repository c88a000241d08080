package sluice.apply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The topics of a lane as its operator names them: full names, names with {@code *} for any characters, and names
 * with {@code !} before them that are left out.
 */
final class TopicSet {

    private TopicSet() {
    }

    /** A pattern that matches the whole name of every topic of the set. */
    static Pattern pattern(Collection<String> names) {
        List<String> wanted = new ArrayList<>();
        List<String> unwanted = new ArrayList<>();
        for (String name : names) {
            String trimmed = name.strip();
            if (trimmed.startsWith("!")) {
                unwanted.add(regex(trimmed.substring(1)));
            } else if (!trimmed.isEmpty()) {
                wanted.add(regex(trimmed));
            }
        }
        String without = unwanted.isEmpty() ? "" : "(?!(?:" + String.join("|", unwanted) + ")$)";
        return Pattern.compile(without + "(?:" + String.join("|", wanted) + ")");
    }

    private static String regex(String glob) {
        return Arrays.stream(glob.split("\\*", -1)).map(part -> part.isEmpty() ? "" : Pattern.quote(part))
                .collect(Collectors.joining(".+"));
    }
}
