package sluice.control.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.control.CaptureStatus;
import sluice.control.LaneStatus;
import sluice.control.Status;
import sluice.control.TablesMXBean;
import sluice.sandbox.Browser;
import sluice.sandbox.Project;

/** A migration of a thousand tables and fifty lanes on the page, and a name that would be a script. */
class LargePageIT {

    private static final int TABLES = 1_000;
    private static final String ODD = "shop.<img src=x onerror=document.title=1>";

    /** A table of the page; MXBeans have to be public. */
    public static final class Tables implements TablesMXBean {

        @Override
        public String getJson() {
            return IntStream.range(0, TABLES).mapToObj(i -> table(i == 0 ? ODD : String.format("shop.table_%04d", i), i)).collect(Collectors.joining(",", "[", "]"));
        }

        private static String table(String name, int i) {
            return "{\"table\":\"" + name + "\",\"lane\":\"lane" + i % 50 + "\",\"expected\":" + 2 * i + ",\"copied\":" + i + ",\"applied\":" + i + ",\"rate\":1.5,\"lagEvents\":"
                    + i * 37 % TABLES + ",\"lagSeconds\":2.5,\"parked\":0,\"verified\":\"" + (i % 2 == 0 ? "equal" : "different") + "\",\"verifiedAt\":\"2026-11-27T05:00:00Z\"}";
        }
    }

    @Test
    @Timeout(120)
    void aThousandTablesAreShownAPageAtATime() throws Exception {
        List<LaneStatus> lanes = IntStream.range(0, 50).mapToObj(i -> new LaneStatus("lane" + i, "running", "", 20, 1_000, 10, 5, 0.5, 0)).toList();
        try (ServedPage page = new ServedPage(Map.of()).with("Tables", new Tables()).with("Status", new Status(() -> new CaptureStatus("streaming", "", 0, 0, 1_000, 10), () -> lanes));
                Browser browser = Browser.start(Project.home().resolve("target/it/LargePageIT")).orElse(null)) {
            Assumptions.assumeTrue(browser != null, "the page is not tested: install Debian's chromium and chromium-driver");
            browser.open(page.url());
            browser.awaitText("#table-count", "1 to 50 of 1000");
            assertEquals(50, browser.elements("#table-rows tr").size());
            browser.await("the lanes are shown", () -> browser.elements("#lane-rows tr").size() == 51);
            browser.await("a name is a text", () -> browser.text("#table-rows").contains(ODD));
            assertEquals(0, browser.elements("#table-rows img").size());
            browser.click("Later");
            browser.awaitText("#table-count", "51 to 100 of 1000");
            browser.script("const order = document.getElementById('table-order'); order.value = 'lagEvents'; order.onchange()");
            browser.awaitText("#table-count", "1 to 50 of 1000");
            browser.awaitText("#table-rows tr:first-child", "999, 2.5 s");
            browser.element("#table-filter").sendKeys("table_07");
            browser.awaitText("#table-count", "1 to 50 of 100");
            assertTrue(!browser.url().contains("table_07"));
        }
    }
}
