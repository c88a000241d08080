package sluice.apply;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table of errors, {@code faults.txt}, which people can read: where, code, class, reason. A code stands in it once.
 */
final class FaultTable {

    private static final String BETWEEN_ROWS = "data-between-rows";

    /**
     * One line of it.
     *
     * @param where       oracle, mysql, sql, h2, kafka, java or sluice
     * @param code        an error number or a range of them, an SQLState or its first two characters, or the name of an exception
     * @param betweenRows whether another row of the batch may mend it
     */
    record Entry(String where, String code, Fault fault, boolean betweenRows, String reason) {

        private static Entry of(String line) {
            String[] parts = line.strip().split("\\s+", 4);
            boolean betweenRows = parts[2].equals(BETWEEN_ROWS);
            return new Entry(parts[0], parts[1], betweenRows ? Fault.DATA : Fault.valueOf(parts[2].toUpperCase(Locale.ROOT)), betweenRows, parts[3]);
        }

        private boolean isRange() {
            return code.matches("\\d+-\\d+");
        }

        private boolean spans(int number) {
            String[] ends = code.split("-");
            return Integer.parseInt(ends[0]) <= number && number <= Integer.parseInt(ends[1]);
        }

        /** Exceptions of all kinds share a name space, and so do the SQLStates. */
        private String key() {
            return switch (where) {
                case "oracle", "mysql" -> where;
                case "sql", "h2" -> "state";
                default -> "exception";
            } + " " + code;
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Entry> ranges;

    private FaultTable(List<Entry> lines) {
        for (Entry entry : lines) {
            if (entries.put(entry.key(), entry) != null) {
                throw new IllegalStateException("faults.txt has " + entry.key() + " twice");
            }
        }
        ranges = lines.stream().filter(Entry::isRange).toList();
    }

    /** As delivered. */
    static FaultTable read() {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                FaultTable.class.getResourceAsStream("faults.txt"), StandardCharsets.UTF_8))) {
            return new FaultTable(file.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(Entry::of).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the table of errors cannot be read", e);
        }
    }

    List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** @param server oracle or mysql; null if the code is not listed, neither by itself nor in a range */
    Entry number(String server, int code) {
        Entry exact = entries.get(server + " " + code);
        return exact != null ? exact : ranges.stream().filter(range -> range.where().equals(server) && range.spans(code)).findFirst()
                .orElse(null);
    }

    /** Null if neither the state nor its first two characters are listed. */
    Entry state(String state) {
        if (state == null || state.length() < 2) {
            return null;
        }
        Entry exact = entries.get("state " + state);
        return exact != null ? exact : entries.get("state " + state.substring(0, 2));
    }

    /** By the exception's own name or one that it extends; null if none is listed. */
    Entry exception(Throwable failure) {
        for (Class<?> type = failure.getClass(); type != Throwable.class; type = type.getSuperclass()) {
            Entry entry = entries.get("exception " + type.getSimpleName());
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }
}
