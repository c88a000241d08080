package sluice.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportsTest {

    private static final Volume VOLUME = new Volume(3, 1_000_000, 5L << 30, 5_000, 10L << 20);

    private final Findings findings = new Findings();

    @Test
    void theWorstOfEachAreaStandsFirstAndTheCountsAtTheEnd() {
        findings.note(FindingId.VIEW, "shop.v", "views are not migrated");
        findings.error(FindingId.NO_PRIMARY_KEY, "shop.b", "it has no primary key", "ALTER TABLE b;", "-- or leave it out");
        findings.error(FindingId.BINLOG_FORMAT, "source", "binlog_format=MIXED");
        findings.warning(FindingId.KEY_COLLATION, "shop.a.code", "in a key");
        List<String> lines = TextReport.of(assessment()).lines().toList();

        assertEquals(List.of("SOURCE SERVER (1)", "  error    binlog-format  source", "SOURCE SCHEMA (3)",
                "  error    no-primary-key  shop.b", "  warning  key-collation  shop.a.code", "  note     view  shop.v"),
                lines.stream().filter(line -> line.matches("[A-Z ]+\\(\\d\\)|  \\w.*")).toList());
        assertTrue(lines.contains("             ALTER TABLE b;") && lines.contains("             -- or leave it out"), lines.toString());
        assertEquals("2 errors, 1 warning, 1 note; the rows were not looked at (--scan-data)", lines.get(lines.size() - 2));
        assertEquals("errors left, on which run does not start (it does not look at the rows itself): binlog-format, no-primary-key", lines.get(lines.size() - 1));
    }

    @Test
    void noLineOfTheTextIsLongerThanATerminalUnlessAWordIs() {
        findings.note(FindingId.VIEW, "shop.v", "word ".repeat(80).strip());

        TextReport.of(assessment()).lines().filter(line -> line.contains("word"))
                .forEach(line -> assertTrue(line.length() <= 110 && line.startsWith("           word"), line));
    }

    /** An operator reads a thing once, however many tables have it; scripts get each. */
    @Test
    void whatSaysTheSameOfSeveralObjectsIsOneBlock() throws IOException {
        findings.warning(FindingId.TEXT_LENGTH, "shop.a.x", "may have more", "-- as a CLOB all fit:", "types.mapping=shop.a.x=CLOB");
        findings.warning(FindingId.TEXT_LENGTH, "shop.b.y", "may have more", "-- as a CLOB all fit:", "types.mapping=shop.b.y=CLOB");
        findings.warning(FindingId.TEXT_LENGTH, "shop.c.z", "something else");
        String text = TextReport.of(assessment());

        assertTrue(text.contains("""
                  warning  text-length  2 objects
                           shop.a.x, shop.b.y
                           may have more
                             -- as a CLOB all fit:
                             types.mapping=shop.a.x=CLOB
                             types.mapping=shop.b.y=CLOB
                  warning  text-length  shop.c.z
                """.indent(2).replaceAll("(?m)^  (?=  )", "")), text);
        assertEquals("0 errors, 2 warnings, 0 notes", assessment().counts());
        assertEquals("text-length", assessment().names(Severity.WARNING));
        assertEquals(3, new ObjectMapper().readTree(JsonReport.of(assessment())).get("counts").get("warnings").asInt());
    }

    @Test
    void whatNobodyCanAcceptRefusesAlthoughItIsAccepted() {
        findings.error(FindingId.NO_PRIMARY_KEY, "shop.a", "it has none", "ALTER TABLE a;");
        findings.error(FindingId.NO_PRIMARY_KEY, "shop.b", "it has none", "ALTER TABLE b;");
        RefusedException refused = assertThrows(RefusedException.class, () -> Assessor.requireNone(assessment("no-primary-key")));

        assertEquals("""
                no-primary-key:shop.a, no-primary-key:shop.b: it has none
                    ALTER TABLE a;
                    ALTER TABLE b;
                not started: 1 error in the assessment. Remedy what is named
                  ./sluice assess shows warnings and notes too; docs/assess.md explains each""", refused.getMessage());
        Findings told = new Findings();
        new Acceptance(List.of("no-primary-key")).unused(findings.all(), false, told);
        assertTrue(told.all().get(0).reason().contains("which cannot be accepted"), told.all().toString());
    }

    @Test
    void acceptedErrorsAreShownAsAcceptedAndDoNotRefuse() {
        findings.error(FindingId.TARGET_TRIGGER, "SHOP.A.T1", "fires");
        findings.error(FindingId.TARGET_TRIGGER, "SHOP.B.T2", "fires");
        Assessment one = assessment("target-trigger:SHOP.A.*");

        assertEquals(List.of("target-trigger:SHOP.B.T2"), one.refusals().stream().map(Finding::name).toList());
        assertTrue(TextReport.of(one).contains("  accepted target-trigger  SHOP.A.T1\n"), TextReport.of(one));
        assertEquals("2 errors (1 accepted), 0 warnings, 0 notes", one.counts());
        assertTrue(TextReport.of(assessment("target-trigger")).endsWith("no error is left.\n"));
        RefusedException refused = assertThrows(RefusedException.class, () -> Assessor.requireNone(one));
        assertTrue(refused.getMessage().startsWith("target-trigger:SHOP.B.T2: fires"), refused.getMessage());
        assertTrue(refused.getMessage().contains("not started: 1 error in the assessment"), refused.getMessage());
        assertTrue(refused.getMessage().contains("assess.accept=target-trigger:SHOP.B.T2"), refused.getMessage());
        Assessor.requireNone(assessment("target-trigger"));
    }

    @Test
    void anAcceptedNameThatMatchesNothingIsTold() {
        findings.error(FindingId.TARGET_TRIGGER, "SHOP.A.T1", "fires");
        Acceptance acceptance = new Acceptance(List.of("target-trigger:SHOP.X", "trigers", "empty-text", "target-trigger:SHOP.A.T1"));
        acceptance.unused(findings.all(), false, findings);

        assertEquals(List.of("accepted-nothing:target-trigger:SHOP.X", "accepted-nothing:trigers"), findings.all().stream().skip(1)
                .map(Finding::name).toList());
        acceptance.unused(findings.all(), true, findings);
        assertTrue(findings.all().stream().anyMatch(finding -> finding.object().equals("empty-text")),
                "data findings can only be missed where the data were looked at");
        Findings close = new Findings();
        new Acceptance(List.of("trigger-")).unused(List.of(), false, close);
        assertTrue(close.all().get(0).reason().contains("(there is trigger)"), close.all().get(0).reason());
    }

    @Test
    void theJsonHasEachFindingWithItsFields() throws IOException {
        findings.error(FindingId.GRANT, "SELECT ON `a\"b`.*", "it lacks \u00e4", "GRANT SELECT;");
        JsonNode json = new ObjectMapper().readTree(JsonReport.of(assessment("grant")));

        assertEquals(List.of("source", "target", "scanned", "volume", "counts", "findings"), names(json));
        assertEquals(List.of("tables", "rows", "bytes", "rowsPerSecond", "bytesPerSecond", "copySeconds"), names(json.get("volume")));
        assertEquals(512, json.get("volume").get("copySeconds").asLong());
        assertEquals("{\"errors\":1,\"accepted\":1,\"warnings\":0,\"notes\":0}", json.get("counts").toString());
        assertEquals("{\"id\":\"grant\",\"area\":\"source server\",\"severity\":\"error\",\"object\":\"SELECT ON `a\\\"b`.*\","
                + "\"reason\":\"it lacks \u00e4\",\"remedy\":\"GRANT SELECT;\",\"accepted\":true,\"refuses\":false}",
                json.get("findings").get(0).toString());
    }

    /** Names come from the source's catalog: one may look like a tag. */
    @Test
    void thePageNeedsNothingElseAndEscapesWhatComesFromOutside() throws Exception {
        findings.error(FindingId.IDENTIFIER, "shop.<script>alert(1)</script>", "a \"name\" & more", "RENAME <x>;");
        String page = HtmlReport.of(assessment(), ZonedDateTime.parse("2026-01-02T03:04:05Z"));

        assertFalse(page.contains("<script") || page.contains("http") || page.contains("src=") || page.contains("url("), page);
        assertTrue(page.contains("shop.&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("RENAME &lt;x&gt;;"), page);
        assertTrue(page.contains("2026-01-02 03:04:05 +00:00") && page.contains("@media print"), page);
        String xml = page.replaceAll("<!DOCTYPE html>|<meta[^>]*>", "");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void theCopyTakesTheLongerOfRowsAndBytes() {
        assertEquals(512, VOLUME.copyTime().toSeconds());
        assertEquals(200, new Volume(3, 1_000_000, 0, 5_000, 1).copyTime().toSeconds());
        assertEquals("3 tables, about 1,000,000 rows, 5.0 GB; the copy takes about 8 min at 5,000 rows/s and 10.0 MB/s",
                VOLUME.toString());
    }

    private Assessment assessment(String... accepted) {
        Acceptance acceptance = new Acceptance(List.of(accepted));
        return new Assessment("MySQL", "Oracle", false, VOLUME, findings.all().stream()
                .map(finding -> new Assessment.Judged(finding, acceptance.accepts(finding))).toList());
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
