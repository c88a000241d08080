package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static sluice.schema.Tables.column;
import static sluice.schema.Tables.table;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On H2 in Oracle mode. */
class H2DialectTest extends DialectContract {

    @Override
    protected OracleDialect dialect() {
        return new H2Dialect();
    }

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:;MODE=Oracle");
    }

    /** As it would be with a value that no binder has looked at: H2's CAST cuts without an error, the dialect's does not. */
    @Test
    void mergeRefusesWhatIsTooLongInsteadOfCuttingIt() throws SQLException {
        for (Map.Entry<String, Object> value : Map.<String, Object>of("varchar(3)", "1234", "varbinary(3)", new byte[4]).entrySet()) {
            TargetTable table = create(table("shop", value.getKey(), List.of("id"), column("id", "int", false),
                    column("v", value.getKey())));
            try (PreparedStatement statement = connection.prepareStatement(dialect.merge(table, table.columns()))) {
                statement.setLong(1, 1);
                statement.setObject(2, value.getValue());
                assertThrows(SQLException.class, statement::executeUpdate);
            }
        }
    }
}
