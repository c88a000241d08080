package sluice.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One status line of Sluice, such as {@code Copied: 5/5 100.0%; Captured: 9; Applied: 9; Rate: 0/s; Backlog: 0; ...}. */
record StatusLine(String text) {

    /** The number that a field begins with; -1 when the line has no such field. */
    long number(String field) {
        Matcher matcher = Pattern.compile("(?:^|; )" + Pattern.quote(field) + ": (\\d+)").matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }
}
