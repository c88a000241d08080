package sluice.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the target's dictionary.
 *
 * <p>Three answers are told apart: rows, a view that this user may not read, and a thing that the target does not have at all.
 */
public final class TargetDictionary {

    private static final int NO_SUCH_TABLE = 942;
    private static final int NOT_ALLOWED = 1031;
    private static final String STANDARD_NO_SUCH_TABLE = "42S02";

    private final OracleDialect dialect;
    private final Connection connection;
    private final List<String> schemas;

    /** @param schemas the ones that are asked about, as the catalog spells them; at least one */
    public TargetDictionary(OracleDialect dialect, Connection connection, List<String> schemas) {
        this.dialect = dialect;
        this.connection = connection;
        this.schemas = List.copyOf(schemas);
    }

    /**
     * What the dictionary says.
     *
     * @param applies  whether the target has such a thing
     * @param readable whether this user may look
     * @param rows     by the columns' labels in upper case; NULL is left out
     */
    public record Answer(boolean applies, boolean readable, List<Map<String, String>> rows) {
    }

    /** @throws SQLException when the target fails for another reason than a missing privilege */
    public Answer ask(DictionaryQuery query) throws SQLException {
        Optional<String> text = dialect.dictionary(query);
        if (text.isEmpty()) {
            return new Answer(false, true, List.of());
        }
        try {
            return new Answer(true, true, rows(text.get()));
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_TABLE || e.getErrorCode() == NOT_ALLOWED
                    || STANDARD_NO_SUCH_TABLE.equals(e.getSQLState())) {
                return new Answer(true, false, List.of());
            }
            throw e;
        }
    }

    private List<Map<String, String>> rows(String text) throws SQLException {
        String parameters = String.join(", ", Collections.nCopies(schemas.size(), "?"));
        try (PreparedStatement statement = connection.prepareStatement(text.replace("%s", parameters))) {
            int parameterCount = (int) text.chars().filter(c -> c == '%').count() * schemas.size();
            for (int i = 0; i < parameterCount; i++) {
                statement.setString(i + 1, schemas.get(i % schemas.size()));
            }
            try (ResultSet result = statement.executeQuery()) {
                return ResultRows.of(result);
            }
        }
    }
}
