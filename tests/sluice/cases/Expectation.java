package sluice.cases;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sluice.sandbox.CanonicalRow;

/**
 * What a case's {@code expect} says. Blocks between blank lines: a query on the target, up to its semicolon, with the rows that it
 * has to give; {@code differs TABLE}: that table of the source is not equal to its target, on purpose; {@code stops: TEXT}: the
 * case's lane has to stop, and TEXT is part of its reason; {@code waits: TEXT}: the same of a table that has to wait for an operator. Lines that begin with {@code --} are remarks.
 * The rule: a table that differs has to differ, so that a word that is no longer true fails the case.
 *
 * @param queries the queries with their rows
 * @param differs the tables that are not compared
 * @param stops   parts of the reason for which the lane has to stop; none when it must not
 * @param waits   parts of the reason for which a table has to wait; none when it must not
 */
record Expectation(List<Query> queries, Set<String> differs, List<String> stops, List<String> waits) {
    private static final String DIFFERS = "differs ";
    private static final String STOPS = "stops: ";
    private static final String WAITS = "waits: ";

    /** A query and its rows, as {@link CanonicalRow} writes them. */
    record Query(String sql, List<String> rows) {
    }

    static Expectation of(String text) {
        List<Query> queries = new ArrayList<>();
        Set<String> differs = new HashSet<>();
        List<String> stops = new ArrayList<>();
        List<String> waits = new ArrayList<>();
        for (String block : remarksRemoved(text).split("\n\\s*\n")) {
            String trimmed = block.strip();
            if (trimmed.startsWith(DIFFERS)) {
                trimmed.lines().forEach(line -> differs.add(directive(line, DIFFERS)));
            } else if (trimmed.startsWith(STOPS)) {
                trimmed.lines().forEach(line -> stops.add(directive(line, STOPS)));
            } else if (trimmed.startsWith(WAITS)) {
                trimmed.lines().forEach(line -> waits.add(directive(line, WAITS)));
            } else if (!trimmed.isEmpty()) {
                queries.add(query(trimmed));
            }
        }
        return new Expectation(queries, differs, stops, waits);
    }

    private static String remarksRemoved(String text) {
        return String.join("\n", text.lines().filter(line -> !line.startsWith("--")).toList());
    }

    private static String directive(String line, String word) {
        if (!line.startsWith(word)) {
            throw new IllegalArgumentException("expect: \"" + line + "\" does not begin with \"" + word + "\" as the line before does");
        }
        return line.substring(word.length()).strip();
    }

    private static Query query(String block) {
        int end = block.indexOf(";\n") < 0 && block.endsWith(";") ? block.length() - 1 : block.indexOf(";\n");
        if (end < 0) {
            throw new IllegalArgumentException("expect: no semicolon ends the query of this block:\n" + block);
        }
        return new Query(block.substring(0, end), block.substring(end + 1).lines().filter(line -> !line.isBlank()).toList());
    }

    /** What the queries give other than expected. */
    List<String> mismatches(Connection target) throws SQLException {
        List<String> mismatches = new ArrayList<>();
        for (Query query : queries) {
            List<String> actual = rows(target, query.sql);
            if (!actual.equals(query.rows)) {
                mismatches.add(query.sql + "\n  expected " + String.join("\n           ", query.rows)
                        + "\n  but was  " + String.join("\n           ", actual));
            }
        }
        return mismatches;
    }

    private static List<String> rows(Connection target, String sql) throws SQLException {
        try (Statement statement = target.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            CanonicalRow row = CanonicalRow.of(rows.getMetaData());
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                result.add(row.text(rows));
            }
            return result;
        }
    }
}
