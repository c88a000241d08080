package sluice.load.tune;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.load.tune.Tunings.backlog;
import static sluice.load.tune.Tunings.measured;
import static sluice.load.tune.Tunings.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class TuningReportTest {

    private static final Backlog EVEN = backlog(10_000, 10_000, 10_000, 10_000);
    private static final TuningReport GROWING = report(500, EVEN, measured(1, 1000, 10_000, 50), measured(2, 1000, 19_000, 60), measured(4, 1000, 35_000, 90));
    private static final TuningReport FLAT = report(500, EVEN, measured(1, 1000, 18_000, 50), measured(2, 1000, 26_000, 60), measured(4, 1000, 27_000, 90));

    @Test
    void partitionsAreTheLimitWhereTheLastConsumersStillBroughtMuch() {
        Advice advice = GROWING.advice(4, 8);

        assertTrue(advice.limited());
        assertTrue(advice.sentences().get(1).startsWith("The number of partitions is the limit: a topic with a backlog has 4 at most, each has a"
                + " consumer, and the last ones still brought 84%."), advice.sentences()::toString);
        assertFalse(FLAT.advice(4, 8).limited());
        assertTrue(report(500, backlog(9_000), measured(1, 1000, 10_000, 50)).advice(4, 8).limited(), "one partition has one consumer, whatever is tried");
    }

    @Test
    void whereMoreConsumersWereNotTriedItIsNotSaidThatTheyWouldNotHelp() {
        Advice advice = report(500, EVEN, measured(1, 1000, 10_000, 50), measured(2, 1000, 19_000, 60)).advice(4, 8);

        assertFalse(advice.limited());
        assertEquals("More consumers than that were not tried, and the last ones still brought 90%: the lane may be faster with more, up to 4 (the"
                + " partitions of a topic).", advice.sentences().get(1));
    }

    @Test
    void settingsToPasteRaiseWhatWouldHoldTheConsumersBack() {
        assertEquals(List.of("apply.consumers=2", "apply.batch.rows=1000"), FLAT.advice(4, 8).properties());
        assertEquals(List.of("apply.consumers=4", "apply.batch.rows=1000", "apply.concurrent.transactions=4", "target.connections=7"),
                GROWING.advice(2, 5).properties());
    }

    @Test
    void whatIsNotInTheFiguresIsSaid() {
        Measurement refusing = new Measurement(new Combination(1, 500), 9, 9, 3, 500, 1, 1, 1, 1, 2, 1, "shop.orders value");

        assertTrue(report(500, EVEN, refusing).advice(4, 8).sentences().contains("Not in the figures: 2 batches with rows that the target refuses, which the lane"
                + " would park, and 1 that failed for a reason which may pass (shop.orders value)."));
        assertTrue(report(500, backlog(90_000, 1_000, 1_000), measured(1, 500, 9, 9)).advice(4, 8).sentences().stream()
                .anyMatch(sentence -> sentence.startsWith("Partition shop.db.orders-0 has 98% of the changes")));
    }

    @Test
    void theTextHasTheTableTheRecommendationAndTheSettings() {
        assertEquals("""
                consumers  batch  changes/s  a transaction  median ms  99% ms  commit ms  rollback ms
                        1   1000     18,000          1,000       25.0    50.0        1.0          2.0
                        2   1000     26,000          1,000       30.0    60.0        1.0          2.0  recommended, as it is now
                        4   1000     27,000          1,000       45.0    90.0        1.0          2.0

                Recommended: 2 consumers x 1000: 26,000 changes/s, 99% of the transactions within 60.0 ms (goal 500 ms). The fastest that keeps the goal, \
                4 consumers x 1000, is only 4% faster.

                The number of partitions (4 at most in a topic with a backlog) is not what limits the lane.

                For all lanes, in application.properties:
                  apply.consumers=2
                  apply.batch.rows=1000

                Or for this lane, in lanes.camel.yaml:
                  - name: consumers
                    value: "2"
                  - name: batchRows
                    value: "1000\"""", TuningText.of(FLAT, FLAT.advice(4, 8)));
    }

    @Test
    void scriptsGetTheSameAsJson() throws Exception {
        JsonNode json = new ObjectMapper().readTree(TuningJson.of(GROWING, GROWING.advice(4, 8)));

        assertEquals(35_000, json.path("measurements").path(2).path("changesPerSecond").asDouble());
        assertEquals(4, json.path("recommended").path("consumers").asInt());
        assertTrue(json.path("recommended").path("goalKept").asBoolean());
        assertTrue(json.path("partitionsAreTheLimit").asBoolean());
        assertEquals("apply.consumers=4", json.path("properties").path(0).asText());
    }

    /** The page needs nothing from elsewhere, its plots are well-formed, and what comes from outside is escaped. */
    @Test
    void thePageStandsForItself() {
        String page = TuningPage.of(FLAT, FLAT.advice(4, 8), "jdbc:h2:<script>", ZonedDateTime.of(2025, 10, 20, 4, 0, 0, 0, ZoneOffset.UTC));

        assertFalse(page.contains("http") || page.contains("<script"), page);
        assertTrue(page.contains("<td class=\"number\">20,800</td></tr>"), "by the clock");
        assertTrue(page.contains("jdbc:h2:&lt;script&gt;") && page.contains("apply.consumers=2\napply.batch.rows=1000"), page);
        Matcher plots = Pattern.compile("(?s)<svg .*?</svg>").matcher(page);
        int found = 0;
        while (plots.find()) {
            String svg = plots.group();
            assertDoesNotThrow(() -> DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(
                    new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))), svg);
            assertEquals(3, svg.split("<title>").length - 1, "a dot for each measurement");
            assertEquals(1, svg.split("r=\"9\"").length - 1, "one is recommended");
            found++;
        }
        assertEquals(2, found);
    }
}
