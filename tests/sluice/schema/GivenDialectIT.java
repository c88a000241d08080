package sluice.schema;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import sluice.sandbox.GivenTarget;
import sluice.sandbox.SharedServers;

/** On the target that is given by {@code -Doracle.url}. */
@Tag("oracle")
class GivenDialectIT extends DialectContract {

    @BeforeAll
    static void isGiven() {
        Assumptions.assumeTrue(GivenTarget.isGiven(), "no target is given: mvn verify -Doracle.url=... (docs/oracle.md)");
    }

    @Override
    protected OracleDialect dialect() {
        return OracleDialect.of(GivenTarget.login().url());
    }

    @Override
    protected Connection connect() throws SQLException {
        return SharedServers.database("dialect").connect();
    }

    @Override
    protected Names names() {
        return Names.of("upper", GivenTarget.onlySchema());
    }
}
