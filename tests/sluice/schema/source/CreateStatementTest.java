package sluice.schema.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.schema.TableId;

/** The constraints of a statement as MySQL 8.0 writes it. */
class CreateStatementTest {

    private static final String SQL = """
            CREATE TABLE `child` (
              `a` int NOT NULL COMMENT 'CONSTRAINT `x` CHECK ((1))',
              `b` char(3) NOT NULL DEFAULT 'x''y',
              PRIMARY KEY (`b`,`a`),
              CONSTRAINT `fk1` FOREIGN KEY (`parent_id`, `b`) REFERENCES `parent` (`id`, `o``b`) ON DELETE CASCADE ON UPDATE SET NULL,
              CONSTRAINT `far` FOREIGN KEY (`a`) REFERENCES `other`.`t` (`id`),
              CONSTRAINT `child_chk_1` CHECK ((`d` < 100)) /*!80016 NOT ENFORCED */,
              CONSTRAINT `chk1` CHECK (((`a` > 0) and (`b` in (_utf8mb4'x',_utf8mb4'y\\'z'))))
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
            """;

    private final CreateStatement statement = new CreateStatement(new TableId("shop", "child"), SQL);

    @Test
    void foreignKeysAreReadWithTheirRules() {
        assertEquals(List.of(
                new ForeignKey("far", List.of("a"), new TableId("other", "t"), List.of("id"), "NO ACTION", "NO ACTION"),
                new ForeignKey("fk1", List.of("parent_id", "b"), new TableId("shop", "parent"), List.of("id", "o`b"), "CASCADE",
                        "SET NULL")), statement.foreignKeys());
    }

    @Test
    void checksAreReadAsTheyAre() {
        assertEquals(List.of(
                new CheckConstraint("child_chk_1", "(`d` < 100)", false),
                new CheckConstraint("chk1", "((`a` > 0) and (`b` in (_utf8mb4'x',_utf8mb4'y\\'z')))", true)),
                statement.checks());
    }
}
