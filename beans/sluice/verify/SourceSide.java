package sluice.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import sluice.control.SourceDatabase;
import sluice.schema.source.RowSelect;

/**
 * The source's side. Its rows have the values that the target is expected to hold, and behind them the key as MySQL sorts it.
 *
 * <p>The server converts texts to UTF-8 itself: left to itself the driver asks for the columns' own bytes and decodes them by Java's character
 * sets, which are others for two dozen of MySQL's.
 */
final class SourceSide extends Side {

    private static final String BLANK = " ";

    private final RowSelect select;
    private final List<ComparedColumn> columns;

    SourceSide(ComparedTable table, SourceDatabase source) {
        super(table, new Session("source", () -> connect(source)));
        this.columns = table.columns();
        this.select = new RowSelect(table.source(), columns.stream().map(ComparedColumn::source).toList(),
                table.keyColumns().stream().map(ComparedColumn::source).toList());
    }

    /** A session whose values do not depend on the server's sql_mode (PAD_CHAR_TO_FULL_LENGTH pads what was stored without). */
    static Connection connect(SourceDatabase source) throws SQLException {
        Properties properties = source.properties();
        properties.setProperty("characterSetResults", "UTF-8");
        properties.setProperty("tinyInt1isBit", "false");
        properties.setProperty("yearIsDateType", "false");
        properties.setProperty("sessionVariables", "sql_mode=''");
        return DriverManager.getConnection(source.url(), properties);
    }

    @Override
    protected String pageQuery(boolean keysOnly, int equal) {
        return keysOnly ? select.keyPage(equal) : select.page(equal);
    }

    @Override
    protected String findQuery(boolean keysOnly, int keys) {
        return keysOnly ? select.findKeys(keys) : select.find(keys);
    }

    @Override
    protected PreparedStatement streaming(Connection connection, String query, int rows) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setFetchSize(Integer.MIN_VALUE); // the driver's word for row by row
        return statement;
    }

    /** Without it the driver reads all other rows before it closes the result. */
    @Override
    protected void abandon(PreparedStatement statement) throws SQLException {
        statement.cancel();
    }

    @Override
    protected void bindBehind(PreparedStatement statement, Object[] behind, int equal) throws SQLException {
        for (int i = 0; i <= equal; i++) {
            bind(statement, i + 1, columns.get(i).kind(), behind[i]);
        }
    }

    @Override
    protected boolean bindKey(PreparedStatement statement, int first, Object[] key) throws SQLException {
        for (int i = 0; i < table.keys(); i++) {
            bind(statement, first + i, columns.get(i).kind(), key[i]);
        }
        return true;
    }

    private static void bind(PreparedStatement statement, int index, Kind kind, Object value) throws SQLException {
        if (value instanceof ZeroMoment zero) {
            statement.setString(index, zero.text());
        } else if (value instanceof Long micros && (kind.isMoment() || kind == Kind.SPAN)) {
            statement.setString(index, MomentText.text(kind, micros));
        } else if (value instanceof BigInteger integer) {
            statement.setBigDecimal(index, new BigDecimal(integer));
        } else if (value instanceof Float single) {
            statement.setDouble(index, single); // a FLOAT is compared as the double that it is, not by its six digits
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setObject(index, value);
        }
    }

    /** One blank may stand for an empty text (values.empty.not.null=space), which a collation without padding tells apart. */
    @Override
    protected List<Object[]> spellings(Object[] key) {
        for (int i = 0; i < table.keys(); i++) {
            if (BLANK.equals(key[i])) {
                Object[] empty = key.clone();
                empty[i] = "";
                return List.of(key, empty);
            }
        }
        return List.<Object[]>of(key);
    }

    @Override
    protected Object[] read(ResultSet row, boolean keysOnly) throws SQLException {
        int width = keysOnly ? table.keys() : columns.size();
        Object[] values = new Object[width + table.keys()];
        int place = width;
        for (int i = 0; i < width; i++) {
            ComparedColumn column = columns.get(i);
            Object value = column.sourceCell().read(row, i + 1);
            values[i] = column.expected().of(value);
            if (i < table.keys()) {
                values[width + i] = RowSelect.isSortedByPlace(column.source()) ? (Object) row.getLong(++place) : value;
            }
        }
        return values;
    }

    @Override
    Object[] behind(Object[] row) {
        return Arrays.copyOfRange(row, row.length - table.keys(), row.length);
    }
}
