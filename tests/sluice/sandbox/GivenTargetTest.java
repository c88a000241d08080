package sluice.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** It drops tables: nobody may lose one that the tests have not made. */
class GivenTargetTest {
    private final Login login = new Login("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1", "sa", "");

    private List<String> tables() throws Exception {
        return login.texts("SELECT TABLE_SCHEMA || '.' || TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY 1");
    }

    @Test
    void aSchemaWithTablesOfSomebodyElseIsRefusedAndKeptAsItIs() throws Exception {
        login.execute("CREATE TABLE ORDERS (ID NUMBER(1))");
        String refusal = assertThrows(IllegalStateException.class, () -> GivenTarget.emptied(login)).getMessage();
        assertTrue(refusal.contains("holds some that are not theirs: [ORDERS]"), refusal);
        assertEquals(List.of("PUBLIC.ORDERS"), tables());
    }

    @Test
    void whatTheTestsHaveMadeIsDroppedAndNothingOfOtherSchemas() throws Exception {
        GivenTarget.emptied(login);
        login.execute("CREATE TABLE \"odd 'name'\" (ID NUMBER(1) PRIMARY KEY)", "CREATE TABLE CHILD (ID NUMBER(1) REFERENCES \"odd 'name'\" (ID))", "CREATE SCHEMA OTHER",
                "CREATE TABLE OTHER.ORDERS (ID NUMBER(1))");
        GivenTarget.emptied(login);
        assertEquals(List.of("OTHER.ORDERS", "PUBLIC.SLUICE_TESTS"), tables());
    }
}
