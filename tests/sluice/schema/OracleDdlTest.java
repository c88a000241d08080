package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OracleDdlTest {

    private final OracleDdl ddl = new OracleDialect().ddl();
    private final TargetColumn id = new TargetColumn("ID", "NUMBER(19)", false);
    private final TargetColumn size = new TargetColumn("SIZE", "NUMBER(9)", true);
    private final TargetTable orders = new TargetTable("SHOP", "ORDER", List.of(id, size), List.of("ID"));

    @Test
    void aConstraintIsEnforcedWithoutALookAtTheRowsAndProvenLater() {
        Enabling enabling = ddl.enable(orders, "ORDER_UK", ddl.unique(List.of("SIZE")), "");
        assertEquals("ALTER TABLE \"SHOP\".\"ORDER\" ENABLE NOVALIDATE CONSTRAINT \"ORDER_UK\"", enabling.sql());
        assertEquals("ALTER TABLE \"SHOP\".\"ORDER\" ENABLE VALIDATE CONSTRAINT \"ORDER_UK\"", enabling.validate());
        assertEquals(Optional.of("ALTER TABLE \"SHOP\".\"ORDER\" DISABLE CONSTRAINT \"ORDER_UK\""), ddl.undo(enabling.sql()));
        List.of(enabling.sql(), enabling.validate(), ddl.undo(enabling.sql()).orElseThrow()).forEach(OracleGrammar::assertParses);
    }

    @Test
    void aTriggerIsDisabledAgain() {
        assertEquals(Optional.of("ALTER TRIGGER \"SHOP\".\"T\" DISABLE"), ddl.undo(ddl.enableTrigger(orders, "T")));
    }

    @Test
    void whatBreaksAConstraintIsAskedForInOraclesSql() {
        assertEquals("SELECT \"ID\", \"SIZE\" FROM \"SHOP\".\"ORDER\" WHERE \"ID\" IS NOT NULL OR \"SIZE\" IS NOT NULL GROUP BY \"ID\", \"SIZE\" HAVING COUNT(*) > 1"
                + " FETCH FIRST 50 ROWS ONLY", ddl.duplicates(orders, List.of("ID", "SIZE")));
        assertEquals("SELECT C.\"ID\" FROM \"SHOP\".\"ORDER\" C WHERE C.\"SIZE\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \"SHOP\".\"ORDER\" P WHERE P.\"ID\" = C.\"SIZE\")"
                + " FETCH FIRST 50 ROWS ONLY", ddl.orphans(orders, List.of("SIZE"), orders, List.of("ID")));
        assertEquals("SELECT \"ID\" FROM \"SHOP\".\"ORDER\" WHERE NOT (\"SIZE\" > 1) FETCH FIRST 50 ROWS ONLY", ddl.violations(orders, "\"SIZE\" > 1"));
        List.of(ddl.duplicates(orders, List.of("ID", "SIZE")), ddl.orphans(orders, List.of("SIZE"), orders, List.of("ID")), ddl.violations(orders, "\"SIZE\" > 1"),
                ddl.gatherStatistics(orders)).forEach(OracleGrammar::assertParses);
    }
}
