package sluice.capture.resync;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.logging.Logger;
import sluice.capture.CaptureException;

/**
 * MySQL's driver as capture's engine gets it: what Debezium reads of a table for a resync is selected as the snapshot selects it.
 *
 * <p>Debezium selects {@code *} there and looks at none of its settings for selects. A FLOAT, a YEAR and some texts would arrive as other values
 * than the binlog gives, and invisible columns not at all (P8). Everything else goes to MySQL's driver as it is.
 *
 * <p>A query that fails ends the engine by an exception that is none of JDBC's: such a one Debezium takes for the end of the table.
 */
public final class ChunkDriver implements Driver {

    /** The connection's property with the mark of texts that are given in hexadecimal digits; not MySQL's. */
    public static final String MARK = "sluice.mark";

    private final Driver mysql;

    /** @throws SQLException if MySQL's driver cannot be loaded */
    public ChunkDriver() throws SQLException {
        mysql = new com.mysql.cj.jdbc.Driver();
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Properties others = new Properties();
        others.putAll(info);
        String mark = (String) others.remove(MARK);
        Connection connection = mysql.connect(url, others);
        return connection == null || mark == null ? connection : wrapped(connection, new ChunkSelect(connection, mark));
    }

    private static Connection wrapped(Connection connection, ChunkSelect selects) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            boolean prepares = method.getName().equals("prepareStatement");
            String sql = prepares ? selects.replaced((String) arguments[0]) : null;
            if (sql != null) {
                arguments[0] = sql;
                return statement(PreparedStatement.class, (PreparedStatement) call(connection, method, arguments), null);
            }
            Object result = call(connection, method, arguments);
            return method.getName().equals("createStatement") ? statement(Statement.class, (Statement) result, selects) : result;
        });
    }

    /** @param selects null for a statement that was prepared with its query */
    private static <T extends Statement> T statement(Class<T> type, T statement, ChunkSelect selects) {
        return proxy(type, (proxy, method, arguments) -> {
            if (!method.getName().equals("executeQuery")) {
                return call(statement, method, arguments);
            }
            String sql = selects == null ? null : selects.replaced((String) arguments[0]);
            if (sql == null && selects != null) {
                return call(statement, method, arguments);
            }
            try {
                return call(statement, method, sql == null ? arguments : new Object[] {sql});
            } catch (SQLException e) {
                throw new CaptureException("the rows of a table cannot be read for its resync: " + e.getMessage(), e);
            }
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(ChunkDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return mysql.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return mysql.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return mysql.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return mysql.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return mysql.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return mysql.getParentLogger();
    }
}
