package sluice.assess;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A MySQL that answers as it is told: for states of a server that no test can bring about, such as a filter in its configuration.
 * A statement that it was not told of is a syntax error, as a server answers to words of another version.
 */
final class AnsweringServer {

    private final Map<String, List<Map<String, String>>> answers = new LinkedHashMap<>();

    AnsweringServer() {
        answer("SELECT CURRENT_USER()", Map.of("ACCOUNT", "sluice@%", "ROLES", "NONE"));
        answer("SHOW GRANTS", Map.of("Grants", "GRANT ALL PRIVILEGES ON *.* TO `sluice`@`%`"));
        answer("SHOW GLOBAL STATUS LIKE 'Com_xa_prepare'", Map.of("VALUE", "0"));
        answer("XA RECOVER");
    }

    @SafeVarargs
    final AnsweringServer answer(String statement, Map<String, String>... rows) {
        answers.put(statement, List.of(rows));
        return this;
    }

    AnsweringServer variables(Map<String, String> variables) {
        List<Map<String, String>> rows = new ArrayList<>();
        variables.forEach((name, value) -> rows.add(Map.of("Variable_name", name, "Value", value)));
        answers.put("SHOW GLOBAL VARIABLES", rows);
        return this;
    }

    SourceServer read() throws SQLException {
        Statement statement = proxy(Statement.class, (self, method, arguments) -> {
            if (method.getName().equals("executeQuery")) {
                return rows((String) arguments[0]);
            }
            throw new SQLSyntaxErrorException("not told: " + method);
        });
        return SourceServer.read(proxy(Connection.class, (self, method, arguments) -> statement));
    }

    private ResultSet rows(String sql) throws SQLException {
        List<Map<String, String>> rows = answers.entrySet().stream().filter(answer -> sql.startsWith(answer.getKey())).findFirst()
                .orElseThrow(() -> new SQLSyntaxErrorException("You have an error in your SQL syntax: " + sql)).getValue();
        List<String> labels = rows.isEmpty() ? List.of() : List.copyOf(new LinkedHashMap<>(rows.get(0)).keySet());
        ResultSetMetaData columns = proxy(ResultSetMetaData.class, (self, method, arguments) ->
                method.getName().equals("getColumnCount") ? (Object) labels.size() : labels.get((int) arguments[0] - 1));
        int[] row = {-1};
        return proxy(ResultSet.class, (self, method, arguments) -> switch (method.getName()) {
            case "next" -> ++row[0] < rows.size();
            case "getString" -> rows.get(row[0]).get(labels.get((int) arguments[0] - 1));
            case "getMetaData" -> columns;
            default -> null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
