package sluice.assess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import sluice.assess.Assessment.Judged;

/** An assessment as one JSON object; fields are added to it, and never renamed or taken out. */
public final class JsonReport {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonReport() {
    }

    public static String of(Assessment assessment) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("source", assessment.source()).put("target", assessment.target()).put("scanned", assessment.scanned());
        Volume volume = assessment.volume();
        root.putObject("volume").put("tables", volume.tables()).put("rows", volume.rows()).put("bytes", volume.bytes())
                .put("rowsPerSecond", volume.rowsPerSecond()).put("bytesPerSecond", volume.bytesPerSecond())
                .put("copySeconds", volume.copyTime().toSeconds());
        root.putObject("counts").put("errors", assessment.count(Severity.ERROR)).put("accepted", assessment.acceptedErrors())
                .put("warnings", assessment.count(Severity.WARNING)).put("notes", assessment.count(Severity.NOTE));
        ArrayNode findings = root.putArray("findings");
        assessment.findings().forEach(judged -> add(findings, judged));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the assessment cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private static void add(ArrayNode findings, Judged judged) {
        Finding finding = judged.finding();
        findings.addObject().put("id", finding.id().text()).put("area", finding.id().area().title())
                .put("severity", finding.severity().word()).put("object", finding.object()).put("reason", finding.reason())
                .put("remedy", finding.remedy()).put("accepted", judged.accepted()).put("refuses", judged.refuses());
    }
}
