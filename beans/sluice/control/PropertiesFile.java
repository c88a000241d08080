package sluice.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A properties file with what {@link Properties} forgets: the order, the line and the comment of each key.
 *
 * <p>Only the cutting into entries is done here; each entry is read by {@link Properties} itself, so that
 * escapes mean here what they mean everywhere.
 */
final class PropertiesFile {

    /**
     * One key.
     *
     * @param line    where it begins, counted from 1
     * @param comment the comment lines right above it, without their {@code #}
     */
    record Entry(String key, String value, int line, List<String> comment) {
    }

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> comment = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();
    private int started;

    private PropertiesFile() {
    }

    static List<Entry> read(Reader source) throws IOException {
        PropertiesFile file = new PropertiesFile();
        BufferedReader lines = new BufferedReader(source);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            file.accept(line, ++number);
        }
        file.finishEntry();
        return file.entries;
    }

    private void accept(String line, int number) throws IOException {
        String text = line.strip();
        if (pending.length() == 0 && text.isEmpty()) {
            comment.clear();
        } else if (pending.length() == 0 && (text.startsWith("#") || text.startsWith("!"))) {
            comment.add(text.substring(1).strip());
        } else {
            append(line, number);
        }
    }

    private void append(String line, int number) throws IOException {
        if (pending.length() == 0) {
            started = number;
        }
        pending.append(line).append('\n');
        if (!continues(line)) {
            finishEntry();
        }
    }

    /** An odd number of backslashes at the end: two of them are one that is meant. */
    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void finishEntry() throws IOException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(pending.toString()));
        } catch (IllegalArgumentException malformedEscape) {
            throw new IOException("line " + started + ": " + malformedEscape.getMessage()
                    + " Write a backslash twice.", malformedEscape);
        }
        one.forEach((key, value) -> entries.add(
                new Entry(key.toString(), value.toString(), started, List.copyOf(comment))));
        pending.setLength(0);
        comment.clear();
    }
}
