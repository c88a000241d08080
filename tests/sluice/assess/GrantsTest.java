package sluice.assess;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {

    @Test
    void grantsOnTheServerOnADatabaseAndOnATableAreFound() {
        Grants grants = new Grants(List.of(
                "GRANT RELOAD, REPLICATION SLAVE ON *.* TO `reader`@`%`",
                "GRANT BACKUP_ADMIN,FLUSH_TABLES ON *.* TO `reader`@`%`",
                "GRANT SELECT, INSERT ON `orders\\_db`.* TO `reader`@`%` WITH GRANT OPTION",
                "GRANT SELECT (`id`, `x y`) ON `usersdb`.`profiles` TO `reader`@`%`",
                "GRANT ALL PRIVILEGES ON `app%`.* TO `reader`@`%`"));

        assertTrue(grants.onServer("REPLICATION SLAVE"));
        assertTrue(grants.onServer("RELOAD", "FLUSH_TABLES"));
        assertFalse(grants.onServer("REPLICATION CLIENT"));
        assertTrue(grants.onDatabase("SELECT", "orders_db"));
        assertFalse(grants.onDatabase("SELECT", "ordersXdb"));
        assertTrue(grants.onDatabase("SELECT", "usersdb"));
        assertTrue(grants.onDatabase("SELECT", "app1"));
        assertFalse(grants.onDatabase("SELECT", "other"));
    }

    @Test
    void aRoleThatIsNotActiveGrantsNothing() {
        assertFalse(new Grants(List.of("GRANT USAGE ON *.* TO `r`@`%`", "GRANT `migrator`@`%` TO `r`@`%`"))
                .onServer("REPLICATION CLIENT"));
        assertTrue(new Grants(List.of("GRANT ALL PRIVILEGES ON *.* TO `root`@`%`")).onServer("REPLICATION CLIENT"));
    }

    @Test
    void aPartialRevokeTakesADatabaseOutOfAGrantForAll() {
        Grants grants = new Grants(List.of("GRANT SELECT, RELOAD ON *.* TO `r`@`%`", "REVOKE SELECT ON `secret`.* FROM `r`@`%`"));

        assertFalse(grants.onDatabase("SELECT", "secret"));
        assertTrue(grants.onDatabase("SELECT", "shop"));
        assertTrue(grants.onServer("RELOAD"));
    }
}
