package sluice.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the two databases, as it gives rows of one table. Not thread-safe.
 *
 * <p>Each page is a short query of its own: no transaction is held open, so neither side keeps old versions of rows for us.
 */
abstract class Side implements AutoCloseable {

    /** Keys that one statement looks up. Always as many, so that it is parsed once. */
    static final int KEYS_AT_ONCE = 100;

    protected final ComparedTable table;
    private final Session session;

    Side(ComparedTable table, Session session) {
        this.table = table;
        this.session = session;
    }

    /** @param equal columns of the key that are those of the last row, -1 without a last row */
    protected abstract String pageQuery(boolean keysOnly, int equal);

    protected abstract String findQuery(boolean keysOnly, int keys);

    /** Makes a statement that gives its rows as they come, and not all at once. */
    protected abstract PreparedStatement streaming(Connection connection, String query, int rows) throws SQLException;

    /** Ends a query whose other rows are not wanted. */
    protected abstract void abandon(PreparedStatement statement) throws SQLException;

    /** Sets the parameters of a page behind a row of this side. */
    protected abstract void bindBehind(PreparedStatement statement, Object[] behind, int equal) throws SQLException;

    /**
     * Sets one key's parameters.
     *
     * @return whether this side can have such a key at all
     */
    protected abstract boolean bindKey(PreparedStatement statement, int first, Object[] key) throws SQLException;

    protected abstract Object[] read(ResultSet row, boolean keysOnly) throws SQLException;

    /** Of a row of this side: what the page behind it is asked for by. */
    abstract Object[] behind(Object[] row);

    /** Keys under which this side may have the row, in the form of its own values. */
    protected List<Object[]> spellings(Object[] key) {
        return List.<Object[]>of(key);
    }

    /** The rows behind a place, in the order of this side. {@code behind} is null for the first page. */
    final Page page(Object[] behind, boolean keysOnly, int rows, long bytes) throws SQLException {
        long begin = System.nanoTime();
        return session.ask(connection -> {
            Filling filling = new Filling(rows, bytes);
            // the rows that share the most columns with the last one come first
            int equal = behind == null ? -1 : table.keys() - 1;
            while (fill(connection, filling, behind, keysOnly, equal) && equal > 0) {
                equal--;
            }
            return new Page(filling.rows, !filling.isFull(), filling.bytes, System.nanoTime() - begin);
        });
    }

    /** Whether there is room for more rows. */
    private boolean fill(Connection connection, Filling filling, Object[] behind, boolean keysOnly, int equal) throws SQLException {
        int wanted = filling.mostRows - filling.rows.size();
        try (PreparedStatement query = streaming(connection, pageQuery(keysOnly, equal), wanted)) {
            if (equal >= 0) {
                bindBehind(query, behind, equal);
            }
            query.setInt(equal + 2, wanted);
            try (ResultSet found = query.executeQuery()) {
                while (!filling.isFull() && found.next()) {
                    filling.add(read(found, keysOnly));
                }
                if (filling.isFull() && filling.rows.size() < filling.mostRows) {
                    abandon(query);
                }
            }
        }
        return !filling.isFull();
    }

    private static final class Filling {

        private final int mostRows;
        private final long mostBytes;
        private final List<Object[]> rows = new ArrayList<>();
        private long bytes;

        Filling(int mostRows, long mostBytes) {
            this.mostRows = mostRows;
            this.mostBytes = mostBytes;
        }

        boolean isFull() {
            return rows.size() >= mostRows || bytes >= mostBytes;
        }

        void add(Object[] row) {
            rows.add(row);
            for (Object value : row) {
                bytes += Values.bytes(value);
            }
        }
    }

    /** The rows of keys, as many as there are, in any order. */
    final List<Object[]> find(List<Object[]> keys, boolean keysOnly) throws SQLException {
        List<Object[]> spelled = keys.stream().flatMap(key -> spellings(key).stream()).toList();
        List<Object[]> found = new ArrayList<>();
        for (int begin = 0; begin < spelled.size(); begin += KEYS_AT_ONCE) {
            List<Object[]> some = spelled.subList(begin, Math.min(spelled.size(), begin + KEYS_AT_ONCE));
            session.ask(connection -> found.addAll(look(connection, some, keysOnly)));
        }
        return found;
    }

    private List<Object[]> look(Connection connection, List<Object[]> keys, boolean keysOnly) throws SQLException {
        List<Object[]> found = new ArrayList<>();
        int size = keys.size() == 1 ? 1 : KEYS_AT_ONCE;
        try (PreparedStatement query = connection.prepareStatement(findQuery(keysOnly, size))) {
            int bound = 0;
            Object[] last = null;
            for (Object[] key : keys) {
                if (bindKey(query, 1 + bound * table.keys(), key)) {
                    last = key;
                    bound++;
                }
            }
            if (last == null) {
                return found;
            }
            for (int i = bound; i < size; i++) {
                bindKey(query, 1 + i * table.keys(), last); // asked for twice, it gives no other rows
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(read(rows, keysOnly));
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
