package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.schema.Tables.column;
import static sluice.schema.Tables.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.schema.source.SourceTable;

/** What the target calls things, by each of the three settings. */
class NamesTest {

    private static final TableId ORDERS = new TableId("shop", "Orders");

    @TempDir
    private Path directory;

    @Test
    void upperFoldsAsOracleDoesWithNamesThatHaveNoQuotes() {
        Names names = Names.of("upper", "");
        assertEquals(List.of("SHOP", "ORDERS", "ORDERID"), all(names, "orderId"));
        assertEquals("APP", Names.of("upper", " app ").schema("shop"));
    }

    @Test
    void sameKeepsTheSpellingOfTheSource() {
        assertEquals(List.of("shop", "Orders", "orderId"), all(Names.of("same", null), "orderId"));
        assertEquals("App", Names.of("same", "App").schema("shop"));
    }

    @Test
    void aFileNamesWhatItNamesAndTheRestIsFolded() throws IOException {
        Names names = mapped("# shop", "", "shop = Sales", "shop.Orders=CUSTOMER_ORDERS", "shop.Orders.NUMBER = OrderNo",
                "`odd.name`.`a=b`.`x``y` = Z");
        assertEquals(List.of("Sales", "CUSTOMER_ORDERS", "OrderNo"), all(names, "number"));
        assertEquals("OTHER", names.column(ORDERS, "other"));
        assertEquals("ORDERS", names.table(new TableId("shop", "orders")));
        assertEquals("Z", names.column(new TableId("odd.name", "a=b"), "x`y"));
    }

    @Test
    void anEntryThatIsProposedIsRead() throws IOException {
        String left = Names.entry("odd.name", "a=b", "x`y");
        assertEquals("`odd.name`.`a=b`.`x``y`", left);
        assertEquals("Z", mapped(left + " = Z").column(new TableId("odd.name", "a=b"), "x`y"));
        assertEquals("shop.my orders.#1", Names.entry("shop", "my orders", "#1").replace("`", ""));
        assertEquals("Y", mapped(Names.entry("#shop") + " = Y").schema("#shop"));
    }

    @Test
    void theFilesSchemaWinsOverTargetSchema() throws IOException {
        Path file = Files.write(directory.resolve("names"), List.of("shop = SALES"));
        Names names = Names.of("file:" + file, "app");
        assertEquals("SALES", names.schema("shop"));
        assertEquals("APP", names.schema("stock"));
    }

    @Test
    void everyLineThatCannotBeReadIsTold() {
        List<String> problems = assertThrows(SchemaProblems.class,
                () -> mapped("shop", "shop.a.b.c = X", "shop. = Y", "shop.t = T", "shop.t = U", "shop.t =")).problems();
        assertEquals(5, problems.size(), problems.toString());
        assertTrue(problems.get(0).contains("line 1 cannot be read: write database = SCHEMA"), problems.get(0));
        assertTrue(problems.get(3).contains("line 5 names shop.t again, after line 4"), problems.get(3));
        String missing = assertThrows(SchemaProblems.class, () -> Names.of("file:/nowhere/names", null)).getMessage();
        assertTrue(missing.startsWith("target.names: the file /nowhere/names cannot be read"), missing);
    }

    @Test
    void anEntryForWhatIsNotThereIsTold() throws IOException {
        SourceTable orders = table("shop", "orders", List.of("id"), column("id", "int", false));
        Names names = mapped("shop = S", "shop.orders = O", "shop.orders.ID = I", "shop.orders.idd = J", "shop.order = P");
        List<String> unknown = names.unknown(List.of(orders));
        assertEquals(2, unknown.size(), unknown.toString());
        assertTrue(unknown.get(0).endsWith("line 4: shop.orders.idd is not among what is migrated: correct the name, or take the"
                + " line out"), unknown.get(0));
        assertTrue(unknown.get(1).contains("line 5: shop.order is not"), unknown.get(1));
        assertEquals(List.of(), Names.upper().unknown(List.of(orders)));
    }

    private static List<String> all(Names names, String column) {
        return List.of(names.schema("shop"), names.table(ORDERS), names.column(ORDERS, column));
    }

    private Names mapped(String... lines) throws IOException {
        return Names.of("file:" + Files.write(directory.resolve("names"), List.of(lines)), null);
    }
}
