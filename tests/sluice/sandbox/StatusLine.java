package sluice.sandbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One status line of Sluice, as an operator's script would read it:
 * {@code Copied: 5/5 100.0%; Captured: 9; Applied: 9; Rate: 0/s; Backlog: 0; Lag: 0.0s; Parked: 0; State: running}.
 *
 * @param text the line from its "Copied: " on; empty when there is none yet
 */
public record StatusLine(String text) {
    static final String BEGIN = "Copied: ";
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** The last one of these lines of a log. */
    static StatusLine last(Iterable<String> lines) {
        String last = "";
        for (String line : lines) {
            int begin = line.indexOf(BEGIN);
            last = begin < 0 ? last : line.substring(begin);
        }
        return new StatusLine(last);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The text of a field, such as "running" of State. */
    public Optional<String> field(String name) {
        Matcher matcher = Pattern.compile("(?:^|; )" + Pattern.quote(name) + ": ([^;]*)").matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).trim()) : Optional.empty();
    }

    /** The whole number that a field begins with; -1 when there is none. */
    public long number(String name) {
        Matcher matcher = NUMBER.matcher(field(name).orElse(""));
        return matcher.lookingAt() ? Long.parseLong(matcher.group()) : -1;
    }
}
