package sluice.schema.ddl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import sluice.schema.OracleDdl;
import sluice.schema.OracleDialect;

/**
 * What a migrated schema needs once the writes have stopped and before the service is switched: identities start past the highest
 * number, constraints are enforced, triggers fire.
 *
 * <p>Earlier it would be wrong: the next row that arrives may carry the number that the identity is about to give. That rows break no constraint
 * is looked at before, and proven by the target afterwards, so that the switch does not wait for either.
 */
public final class CutOver {

    private final OracleDialect dialect;
    private final Connection target;
    private final SchemaScript script;

    public CutOver(OracleDialect dialect, Connection target, SchemaScript script) {
        this.dialect = dialect;
        this.target = target;
        this.script = script;
    }

    /** The statements for the target as it is now, in their order: triggers last, since they change rows. */
    public List<String> statements() throws SQLException {
        List<String> statements = new ArrayList<>();
        for (SchemaScript.Identity identity : script.identities()) {
            statements.add(start(identity));
        }
        Map<String, Set<String>> there = new HashMap<>();
        for (SchemaStatement statement : enabled().toList()) {
            if (!done(statement, there)) {
                statements.add(statement.cutOver().sql());
            }
        }
        return List.copyOf(statements);
    }

    /** What has the target look at all rows afterwards. */
    public List<String> validations() {
        return enabled().filter(statement -> statement.cutOver().validate() != null).map(statement -> statement.cutOver().validate()).toList();
    }

    /** What has the optimizer's figures taken. */
    public List<String> statistics() {
        return script.statements().stream().map(SchemaStatement::table).distinct().map(dialect.ddl()::gatherStatistics).toList();
    }

    private Stream<SchemaStatement> enabled() {
        return script.statements().stream().filter(statement -> statement.cutOver() != null);
    }

    /** Constraints that can be broken by rows. */
    public List<SchemaStatement> breakable() {
        return enabled().filter(statement -> statement.cutOver().offenders() != null).toList();
    }

    /** Some of the rows that break a constraint as they are now, by the values of their keys. */
    public Set<String> offenders(SchemaStatement constraint) throws SQLException {
        Set<String> offenders = new TreeSet<>();
        try (Statement statement = target.createStatement(); ResultSet rows = statement.executeQuery(constraint.cutOver().offenders())) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> key = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    key.add(String.valueOf(rows.getObject(i)));
                }
                offenders.add(String.join(", ", key));
            }
        }
        return offenders;
    }

    /** Where a constraint cannot be created before, it is done when it is there. */
    private boolean done(SchemaStatement statement, Map<String, Set<String>> there) throws SQLException {
        if (statement.sql() != null) {
            return false;
        }
        String schema = statement.table().schema();
        if (!there.containsKey(schema)) {
            there.put(schema, dialect.objects(target, schema).constraints().keySet());
        }
        return there.get(schema).contains(statement.name());
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
