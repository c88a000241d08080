package sluice.handbook;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An output as a page shows it, and whether another one has the same shape: the same words, whatever the numbers, times and ids are,
 * and however wide columns are. A line of {@code ...} stands for any lines, {@code ...} within a line for anything in it.
 */
final class OutputShape {
    private static final Pattern UUID = Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d(?:[\\d,.:]*\\d)?");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    private OutputShape() {
    }

    static boolean isOf(String shown, String printed) {
        return Pattern.compile(expression(shown)).matcher(masked(printed)).matches();
    }

    private static String expression(String shown) {
        return masked(shown).lines().map(line -> line.equals("...") ? "(?:[^\\n]*\\n)*"
                : Arrays.stream(line.split(" ?\\.\\.\\. ?", -1)).map(Pattern::quote).collect(Collectors.joining("[^\\n]*")) + "\\n")
                .collect(Collectors.joining());
    }

    /** Each line ended, also the last one; blank lines at the end are left out. */
    static String masked(String text) {
        return text.stripTrailing().lines()
                .map(line -> BLANKS.matcher(NUMBER.matcher(UUID.matcher(line).replaceAll("#")).replaceAll("#")).replaceAll(" ").strip() + "\n")
                .collect(Collectors.joining());
    }
}
