package sluice.apply;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import sluice.schema.OracleGrammar;

/**
 * The bean {@code target} with a window in it: it sees every statement, execution, commit and open transaction between
 * Sluice and the pool, and can fail in the places that no real fault hits for certain ({@link TargetFaults}).
 *
 * <p>What it saw in all tests of this JVM is kept in {@link #collected()}, for the Oracle grammar.
 */
final class TargetProbe implements DataSource, AutoCloseable {

    private static final Set<String> COLLECTED = new ConcurrentSkipListSet<>();
    private static final Set<String> PARSED = new ConcurrentSkipListSet<>();

    private final TargetPool pool;
    private final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();
    private final AtomicInteger prepared = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final TargetFaults faults = new TargetFaults();

    TargetProbe(TargetPool pool) {
        this.pool = pool;
    }

    /** Every SQL text that was prepared or executed through any probe of this JVM. */
    static Set<String> collected() {
        return Set.copyOf(COLLECTED);
    }

    /** Fails unless Oracle's grammars take every text that was collected; each is parsed once. */
    static void assertOracleTakesAll() {
        for (String sql : COLLECTED) {
            if (!PARSED.contains(sql)) {
                OracleGrammar.assertParses(sql);
                PARSED.add(sql);
            }
        }
    }

    TargetFaults faults() {
        return faults;
    }

    /** How often each SQL text was sent; a JDBC batch counts once. */
    Map<String, AtomicInteger> executions() {
        return executions;
    }

    int prepared() {
        return prepared.get();
    }

    int commits() {
        return commits.get();
    }

    /** Transactions that are open now. */
    int open() {
        return open.get();
    }

    /** The most transactions that were ever open at a time. */
    int mostOpen() {
        return mostOpen.get();
    }

    /** Counts anew from here. */
    void reset() {
        executions.clear();
        prepared.set(0);
        commits.set(0);
        mostOpen.set(open.get());
    }

    @Override
    public Connection getConnection() throws SQLException {
        faults.connecting();
        return proxy(Connection.class, new Window(pool.getConnection())::connection);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @FunctionalInterface
    private interface Handler {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(TargetProbe.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return handler.call(method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    /** One connection. */
    private final class Window {

        private final Connection connection;
        private boolean inTransaction;

        Window(Connection connection) {
            this.connection = connection;
        }

        Object connection(Method method, Object[] arguments) throws Throwable {
            switch (method.getName()) {
                case "setAutoCommit" -> transaction(!(Boolean) arguments[0]);
                case "close" -> transaction(false);
                case "commit" -> {
                    if (faults.refusesCommit()) {
                        // a server whose client is cut off rolls back; Spring, whose commit failed, ends with
                        // setAutoCommit(true), which would commit on a connection that still lives
                        connection.rollback();
                        throw TargetFaults.broken("before the commit");
                    }
                    method.invoke(connection, arguments);
                    commits.incrementAndGet();
                    faults.afterCommit();
                    return null;
                }
                default -> { }
            }
            String sql = arguments != null && arguments[0] instanceof String text ? text : null;
            if (sql != null) {
                arguments[0] = faults.sent(sql);
            }
            Object result = method.invoke(connection, arguments);
            if (!(result instanceof Statement statement)) {
                return result;
            }
            if (sql != null) {
                prepared.incrementAndGet();
                COLLECTED.add(sql);
            }
            Class<?> type = method.getReturnType();
            return proxy(type.asSubclass(Statement.class), (call, values) -> statement(statement, sql, call, values));
        }

        private Object statement(Statement statement, String prepared, Method method, Object[] arguments) throws Throwable {
            if (method.getName().startsWith("execute")) {
                String sql = arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : prepared;
                COLLECTED.add(sql);
                executions.computeIfAbsent(sql, s -> new AtomicInteger()).incrementAndGet();
                faults.executing(sql);
            }
            return method.invoke(statement, arguments);
        }

        private void transaction(boolean begins) {
            if (begins != inTransaction) {
                inTransaction = begins;
                int now = begins ? open.incrementAndGet() : open.decrementAndGet();
                mostOpen.accumulateAndGet(now, Math::max);
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        pool.setLogWriter(writer);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
