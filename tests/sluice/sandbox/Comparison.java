package sluice.sandbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Compares every row of every table of the source with the target, over plain JDBC and with none of Sluice's own classes.
 * It is the judge of the tests and the demo, so it must share no mistake with what it judges. Writes have to rest meanwhile.
 * Keys are matched as values and not by a merge of two ordered reads: the two sides may collate text differently. For tables that
 * are too large for the memory it goes over both sides several times, each time for another share of the keys.
 */
public final class Comparison {
    private static final long ROWS_A_PASS = 250_000;
    private static final int EXAMPLES = 5;

    private final Login source;
    private final Login target;
    private final String targetSchema;
    private final UnaryOperator<String> spelling;

    /** Each database's tables are expected in the schema of the database's name in upper case. */
    public Comparison(Login source, Login target) {
        this(source, target, null);
    }

    /** @param targetSchema the one schema where all tables are expected, or null */
    public Comparison(Login source, Login target, String targetSchema) {
        this(source, target, targetSchema, name -> name.toUpperCase(Locale.ROOT));
    }

    /** @param spelling how the target spells a name of the source */
    public Comparison(Login source, Login target, String targetSchema, UnaryOperator<String> spelling) {
        this.source = source;
        this.target = target;
        this.targetSchema = targetSchema;
        this.spelling = spelling;
    }

    public List<TableVerdict> compare(String... databases) throws SQLException {
        List<TableVerdict> verdicts = new ArrayList<>();
        try (Connection from = source.connect(); Connection to = target.connect()) {
            for (String database : databases) {
                for (ComparedTable table : ComparedTable.of(from, database)) {
                    verdicts.add(compare(from, to, table));
                }
            }
        }
        return verdicts;
    }

    private TableVerdict compare(Connection from, Connection to, ComparedTable table) throws SQLException {
        ComparedName name = new ComparedName(targetSchema == null ? spelling.apply(table.database()) : targetSchema,
                spelling.apply(table.name()));
        if (!name.exists(to)) {
            long rows = count(from, table.quoted());
            return new TableVerdict(table.toString(), rows, 0, 0, rows, 0, 0, List.of("the target has no table " + name));
        }
        long passes = 1 + count(to, name.toString()) / ROWS_A_PASS;
        Tally tally = new Tally();
        for (int pass = 0; pass < passes; pass++) {
            Share share = new Share(pass, passes);
            Map<String, String> expected = new HashMap<>();
            read(to, "SELECT * FROM " + name, table.spelled(spelling), share, (key, row) -> {
                tally.target++;
                expected.put(key, row);
            });
            read(from, table.select(), table, share, (key, row) -> tally.source(key, row, expected.remove(key)));
            expected.forEach(tally::extra);
        }
        return tally.verdict(table);
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void read(Connection connection, String query, ComparedTable table, Share share, RowConsumer consumer)
            throws SQLException {
        boolean mysql = ComparedTable.isMySql(connection);
        Map<String, Integer> repeats = table.isKeyless() ? new HashMap<>() : null;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(mysql ? Integer.MIN_VALUE : 2_000); // MySQL's driver streams for this value only
            try (ResultSet rows = statement.executeQuery(query)) {
                CanonicalRow key = CanonicalRow.of(rows.getMetaData(), table.key());
                CanonicalRow columns = CanonicalRow.of(rows.getMetaData(), table.columns());
                while (rows.next()) {
                    String id = key.text(rows);
                    if (share.holds(id)) {
                        // rows of a table without a primary key: the same row may stand there several times
                        String unique = repeats == null ? id : id + " #" + repeats.merge(id, 1, Integer::sum);
                        consumer.accept(unique, columns.text(rows));
                    }
                }
            }
        }
    }

    @FunctionalInterface
    private interface RowConsumer {
        void accept(String key, String row);
    }

    /** The keys that one pass looks at. */
    private record Share(int pass, long passes) {
        boolean holds(String key) {
            return Math.floorMod(key.hashCode(), passes) == pass;
        }
    }

    /** Counts the rows of one table, and keeps the first few that differ. */
    private static final class Tally {
        private final List<String> examples = new ArrayList<>();
        private long source;
        private long target;
        private long equal;
        private long missing;
        private long extra;
        private long different;

        void source(String key, String row, String found) {
            source++;
            if (found == null) {
                missing++;
                example("missing " + row);
            } else if (found.equals(row)) {
                equal++;
            } else {
                different++;
                example("different " + key + "\n    source " + row + "\n    target " + found);
            }
        }

        void extra(String key, String row) {
            extra++;
            example("extra " + row);
        }

        private void example(String text) {
            if (examples.size() < EXAMPLES) {
                examples.add(text);
            }
        }

        TableVerdict verdict(ComparedTable table) {
            return new TableVerdict(table.toString(), source, target, equal, missing, extra, different, List.copyOf(examples));
        }
    }
}
