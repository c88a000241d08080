package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.event.BarrierCodec;
import sluice.event.SchemaChange;
import sluice.sandbox.RoutesUnderTest;
import sluice.schema.TableId;
import sluice.schema.source.SourceColumn;

/** What a statement has changed for the rows, found from the events that Debezium's own parser makes of it. */
class SchemaStatementsTest {

    private static final TableId ORDERS = new TableId("shop", "orders");

    private final DdlSource source = new DdlSource("shop");
    private final Map<TableId, SchemaChange> told = new LinkedHashMap<>();
    private final List<String> recorded = new ArrayList<>();
    private final KnownTables known = new KnownTables((table, structure) ->
            recorded.add(new String(table) + (structure == null ? " gone" : "")));
    private SchemaStatements statements;

    @BeforeEach
    void snapshot() throws IOException {
        statements = statements("source.tables", "");
        statements.snapshotBegins(false);
        feed(source.snapshot("CREATE TABLE orders (id bigint NOT NULL, name varchar(10) DEFAULT NULL, price decimal(10,2), PRIMARY KEY (id))"));
        assertEquals(Map.of(), told, "a first snapshot's structures are no news");
        assertEquals(List.of("shop/orders"), recorded);
    }

    private SchemaStatements statements(String key, String value) throws IOException {
        RoutesUnderTest settings = new RoutesUnderTest("px").set(key, value);
        Map.of("source.hostname", "h", "source.user", "u", "source.password", "p", "source.databases", "shop", "kafka.brokers", "b:1",
                "target.url", "jdbc:h2:mem:x;MODE=Oracle", "target.user", "t", "target.password", "p").forEach(settings::set);
        return new SchemaStatements(new CapturedTables(settings.settings()), known, (table, at, change) -> told.put(table, change));
    }

    private void feed(List<SourceRecord> events) {
        events.forEach(event -> statements.add((Struct) event.value()));
    }

    /** What the statement has done to each table. */
    private Map<TableId, SchemaChange> after(String ddl) {
        told.clear();
        feed(source.stream(ddl));
        statements.end();
        return told;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE orders COMMENT 'new'", "CREATE INDEX i ON orders (name)", "ALTER TABLE orders ADD UNIQUE u (name), ENGINE=InnoDB",
        "ALTER TABLE orders ALTER COLUMN name SET DEFAULT 'x'", "ALTER TABLE orders MODIFY id BIGINT NOT NULL AUTO_INCREMENT", "ALTER TABLE orders MODIFY name VARCHAR(10) AFTER price",
        "OPTIMIZE TABLE orders", "ANALYZE TABLE orders", "ALTER TABLE orders FORCE", "ALTER TABLE orders MODIFY name VARCHAR(10) COMMENT 'drop partition'"})
    void whatChangesNothingForTheRowsHoldsNobodyUp(String ddl) {
        assertEquals(Map.of(), after(ddl));
    }

    @Test
    void anAlterCarriesBothStructuresAndTheConstantsOfNewColumns() {
        SchemaChange change = after("ALTER TABLE shop.orders ADD flag TINYINT NOT NULL DEFAULT 7, ADD note TEXT,\n MODIFY price DECIMAL(12,4) DEFAULT 1").get(ORDERS);
        assertEquals(SchemaChange.Type.ALTER, change.type());
        assertEquals("ALTER TABLE shop.orders ADD flag TINYINT NOT NULL DEFAULT 7, ADD note TEXT, MODIFY price DECIMAL(12,4) DEFAULT 1", change.statement());
        assertEquals(List.of("id", "name", "price"), change.before().columns().stream().map(SourceColumn::name).toList());
        assertEquals("decimal(12,4)", change.after().column("price").columnType());
        assertEquals(Map.of("flag", "7"), change.defaults(), "the new default of an old column has changed no row");
        assertNull(change.unseen());
        assertEquals(change.after(), known.get(ORDERS));
        assertEquals(Map.of(), after("ALTER TABLE shop.orders MODIFY price DECIMAL(12,4)"), "the next one is compared with what is known now");
    }

    /** What the parser writes as the statement did must come out as the catalog would have it: the target's type hangs on it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            INTEGER | int | int
            INT(11) UNSIGNED ZEROFILL | int | int unsigned zerofill
            BOOL | tinyint | tinyint(1)
            TINYINT(1) | tinyint | tinyint(1)
            INT8 | bigint | bigint
            DEC(7) | decimal | decimal(7,0)
            NUMERIC | decimal | decimal(10,0)
            DOUBLE PRECISION | double | double
            FLOAT(30) | double | double
            FLOAT(7,3) | float | float(7,3)
            REAL | double | double
            NATIONAL VARCHAR(9) | varchar | varchar(9)
            CHARACTER VARYING(8) | varchar | varchar(8)
            CHAR | char | char(1)
            CHAR(4) BINARY | char | char(4)
            VARCHAR(5) CHARACTER SET binary | varbinary | varbinary(5)
            TEXT CHARACTER SET binary | blob | blob
            LONG VARCHAR | mediumtext | mediumtext
            DATETIME | datetime | datetime
            DATETIME(6) | datetime | datetime(6)
            BIT | bit | bit(1)
            BINARY | binary | binary(1)
            "ENUM('a','it''s')" | enum | "enum('a','it''s')"
            "ENUM('back\\\\slash','it\\'s')" | enum | "enum('back\\\\slash','it''s')"
            "SET('x','y')" | set | "set('x','y')"
            JSON | json | json
            YEAR | year | year
            """)
    void aTypeIsNamedAsTheCatalogNamesIt(String written, String dataType, String columnType) {
        SourceColumn column = after("ALTER TABLE orders ADD c " + written).get(ORDERS).after().column("c");
        assertEquals(dataType + " " + columnType, column.dataType() + " " + column.columnType());
        assertTrue(column.nullable());
    }

    /** What is in doubt is left out: a wrong default would be found by nobody before the cut-over. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            INT DEFAULT 7 | 7
            INT DEFAULT '-7' | -7
            DECIMAL(5,2) DEFAULT 1.5 | 1.5
            "VARCHAR(9) DEFAULT 'a b '" | "a b "
            "ENUM('new','old') DEFAULT 'old'" | old
            DATE DEFAULT '2024-02-29' | 2024-02-29
            INT |
            INT DEFAULT NULL |
            INT DEFAULT (1 + 2) |
            VARCHAR(36) DEFAULT (UUID()) |
            VARCHAR(9) DEFAULT 0x41 |
            VARCHAR(9) DEFAULT TRUE |
            "VARCHAR(9) DEFAULT 'it''s'" |
            "VARCHAR(9) DEFAULT 'a\\tb'" |
            VARCHAR(9) DEFAULT '' |
            DATETIME DEFAULT CURRENT_TIMESTAMP |
            DATETIME DEFAULT '1970-01-01 00:00:00' |
            TIMESTAMP DEFAULT NOW() |
            BIT(3) DEFAULT b'101' |
            BINARY(2) DEFAULT 'ab' |
            TIME DEFAULT '10:00:00' |
            """)
    void aDefaultOfANewTableIsKnownWhereTheEventTellsItForCertain(String column, String expected) {
        after("CREATE TABLE fresh (id INT PRIMARY KEY, c " + column + ")");
        assertEquals(expected, told.get(new TableId("shop", "fresh")).after().column("c").fill().defaultValue());
    }

    @Test
    void aNewTableNumbersItsRowsAsTheSourceDoes() {
        SchemaChange created = after("CREATE TABLE fresh (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, n INT)").get(new TableId("shop", "fresh"));
        assertTrue(created.after().column("id").fill().autoIncrement());
        assertFalse(created.after().column("n").fill().autoIncrement());
        assertEquals(created.after(), BarrierCodec.table(BarrierCodec.encode(created.after(), false)), "the lanes read it from the topic");
        SchemaChange serial = after("CREATE TABLE numbered (id SERIAL PRIMARY KEY)").get(new TableId("shop", "numbered"));
        assertTrue(serial.after().column("id").fill().autoIncrement());
    }

    @Test
    void sizesOfAColumnAreTheCatalogs() {
        SchemaChange change = after("ALTER TABLE orders ADD s SET('ab','c'), ADD e ENUM('ab','it''s'), ADD d DECIMAL, ADD t TIMESTAMP(3) NULL").get(ORDERS);
        assertEquals(4, change.after().column("s").length());
        assertEquals(4, change.after().column("e").length());
        assertEquals(10, change.after().column("d").precision());
        assertEquals(0, change.after().column("d").scale());
        assertEquals(3, change.after().column("t").precision());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE orders ADD g INT AS (id + 1)", "ALTER TABLE orders ADD g CHAR(36) DEFAULT (UUID())",
        "ALTER TABLE orders ADD g DATETIME DEFAULT CURRENT_TIMESTAMP", "ALTER TABLE orders ADD g DATETIME DEFAULT NOW()"})
    void computedValuesOfANewColumnAreNotInTheBinlog(String ddl) {
        assertNotNull(after(ddl).get(ORDERS).unseen());
    }

    @Test
    void theRowsOfAPartitionGoWithoutATrace() {
        assertEquals("it removes or replaces the rows of a partition", after("ALTER TABLE orders TRUNCATE PARTITION p0").get(ORDERS).unseen());
    }

    @Test
    void aRenamedTableAndTheOneThatTakesItsNameAreOneChangeOfEach() {
        after("CREATE TABLE orders_new (id bigint PRIMARY KEY, extra INT)");
        Map<TableId, SchemaChange> changes = after("RENAME TABLE orders TO orders_old, `orders_new` TO shop.orders");
        assertEquals(List.of(ORDERS, new TableId("shop", "orders_old"), new TableId("shop", "orders_new")), List.copyOf(changes.keySet()));
        assertTrue(changes.values().stream().allMatch(change -> change.type() == SchemaChange.Type.RENAME));
        assertNotNull(changes.get(ORDERS).before().column("name"));
        assertNotNull(changes.get(ORDERS).after().column("extra"));
        assertNull(changes.get(new TableId("shop", "orders_new")).after());
    }

    @Test
    void anAlterThatRenamesTheTableIsARename() {
        Map<TableId, SchemaChange> changes = after("ALTER TABLE `orders` RENAME TO sales, ADD z INT");
        assertNull(changes.get(ORDERS).after());
        assertEquals(SchemaChange.Type.RENAME, changes.get(new TableId("shop", "sales")).type());
    }

    @Test
    void newAndDroppedTables() {
        SchemaChange created = after("CREATE TABLE fresh (id INT PRIMARY KEY)").get(new TableId("shop", "fresh"));
        assertEquals(SchemaChange.Type.CREATE, created.type());
        assertNull(created.before());
        assertEquals(2, after("DROP TABLE fresh, orders").size());
        assertTrue(told.values().stream().allMatch(change -> change.type() == SchemaChange.Type.DROP && change.after() == null));
        assertTrue(recorded.contains("shop/fresh gone"));
    }

    @Test
    void tablesThatAreNotCapturedAreNobodysBusiness() throws IOException {
        statements = statements("source.tables", "shop.ord*");
        assertEquals(Map.of(), after("CREATE TABLE elsewhere (id INT PRIMARY KEY)"));
        assertEquals(Map.of(), after("CREATE TABLE other.orders (id INT PRIMARY KEY)"));
        assertEquals(1, after("CREATE TABLE orders2 (id INT PRIMARY KEY)").size());
    }

    /** Read again behind a crash, the statement has changed what is recorded already. */
    @Test
    void aStatementThatIsReadTwiceIsToldOnce() {
        assertEquals(1, after("ALTER TABLE orders MODIFY name VARCHAR(20)").size());
        assertEquals(Map.of(), after("ALTER TABLE orders MODIFY name VARCHAR(20)"));
    }

    @Test
    void aSnapshotThatFindsAnotherStructureThanTheLastOneTellsIt() {
        statements.snapshotBegins(true);
        feed(source.snapshot("DROP TABLE IF EXISTS `shop`.`orders`"));
        feed(source.snapshot("CREATE TABLE orders (id bigint NOT NULL, name varchar(99), price decimal(10,2), PRIMARY KEY (id))"));
        assertEquals(SchemaChange.Type.ALTER, told.get(ORDERS).type());
        assertEquals(Map.of(), told.get(ORDERS).defaults());
        feed(source.snapshot("CREATE TABLE late (id bigint PRIMARY KEY)"));
        assertEquals(SchemaChange.Type.CREATE, told.get(new TableId("shop", "late")).type());
    }

    @Test
    void onlyAStatementOfOneTableCanBeTheLastOfItsTransaction() {
        assertFalse(SchemaStatements.mayGoOn(source.stream("ALTER TABLE orders ADD x INT").get(0)));
        assertTrue(SchemaStatements.mayGoOn(source.stream("RENAME TABLE orders TO o2").get(0)));
        assertTrue(SchemaStatements.mayGoOn(source.stream("DROP TABLE o2").get(0)));
    }

    @Test
    void theKeyIsTheSettingsWhereTheyNameOne() throws IOException {
        statements = statements("message.key.columns", "shop.log:a,b");
        assertEquals(List.of("a", "b"), after("CREATE TABLE log (a INT NOT NULL, b INT NOT NULL)").get(new TableId("shop", "log")).after().key());
    }
}
