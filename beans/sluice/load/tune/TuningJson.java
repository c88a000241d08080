package sluice.load.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A tuning as one JSON object; fields are added to it, and never renamed or taken out. */
public final class TuningJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TuningJson() {
    }

    public static String of(TuningReport report, Advice advice) {
        Knee knee = report.knee();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("lane", report.lane().name()).put("goalMillis", report.plan().goalMillis()).put("rounds", report.plan().rounds())
                .put("seconds", report.plan().seconds());
        root.putObject("backlog").put("read", report.backlog().changes()).put("unapplied", report.backlog().unapplied())
                .put("mostPartitions", report.backlog().mostPartitions());
        add(root.putArray("barriers"), report.backlog().barriers());
        ArrayNode measurements = root.putArray("measurements");
        report.measurements().forEach(one -> add(measurements.addObject(), one));
        add(root.putArray("leftOut"), report.leftOut());
        root.putObject("recommended").put("consumers", knee.measurement().combination().consumers())
                .put("batchRows", knee.measurement().combination().batchRows()).put("goalKept", knee.kept());
        root.put("partitionsAreTheLimit", advice.limited());
        add(root.putArray("properties"), advice.properties());
        add(root.putArray("sentences"), advice.sentences());
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the measurements cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private static void add(ObjectNode node, Measurement one) {
        node.put("consumers", one.combination().consumers()).put("batchRows", one.combination().batchRows())
                .put("changesPerSecond", tenths(one.rate())).put("changesPerSecondWithRollbacks", tenths(one.measuredRate()))
                .put("transactions", one.transactions()).put("changesPerTransaction", tenths(one.filled())).put("medianMillis", tenths(one.median()))
                .put("p99Millis", tenths(one.p99())).put("commitMillis", tenths(one.commit())).put("rollbackMillis", tenths(one.undo()))
                .put("refusedBatches", one.refused()).put("failedBatches", one.failed()).put("reason", one.reason());
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static void add(ArrayNode node, List<String> texts) {
        texts.forEach(node::add);
    }
}
