package sluice.schema.ddl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import sluice.schema.OracleDdl;
import sluice.schema.TargetObjects;
import sluice.schema.OracleDialect;

/**
 * What a migrated schema needs once the writes have stopped and before the service is switched: identities start past the highest
 * number, constraints are enforced, triggers fire.
 *
 * <p>Earlier it would be wrong: the next row that arrives may carry the number that the identity is about to give.
 */
public final class CutOver {

    private final OracleDialect dialect;
    private final Connection target;

    public CutOver(OracleDialect dialect, Connection target) {
        this.dialect = dialect;
        this.target = target;
    }

    /** The statements for the target as it is now, in their order: triggers last, since they change rows. */
    public List<String> statements(SchemaScript script) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (SchemaScript.Identity identity : script.identities()) {
            statements.add(start(identity));
        }
        for (SchemaStatement statement : script.statements()) {
            if (statement.cutOver() != null && !done(statement)) {
                statements.add(statement.cutOver());
            }
        }
        return List.copyOf(statements);
    }

    /** Where a constraint cannot be created before, it is done when it is there. */
    private boolean done(SchemaStatement statement) throws SQLException {
        if (statement.sql() != null) {
            return false;
        }
        TargetObjects there = dialect.objects(target, statement.table().schema());
        return there.constraints().containsKey(statement.name());
    }

    private String start(SchemaScript.Identity identity) throws SQLException {
        OracleDdl ddl = dialect.ddl();
        try (Statement statement = target.createStatement();
                ResultSet row = statement.executeQuery(ddl.highest(identity.table(), identity.column()))) {
            row.next();
            BigDecimal highest = row.getBigDecimal(1);
            BigInteger next = highest == null || highest.signum() < 0 ? BigInteger.ONE : highest.toBigInteger().add(BigInteger.ONE);
            return ddl.startIdentity(identity.table(), identity.column(), next);
        }
    }
}
