package sluice.apply;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what each pattern of the apply routes costs: the same changes are drained through the route files as
 * delivered, and with one pattern taken out, in turn, in one warmed process. Prints CPU microseconds a change and the
 * ratio to the routes as delivered. A program, not a test: a machine's speed proves nothing.
 *
 * <p>{@code java -cp "target/sluice.jar:target/test-classes:target/sandbox/*" sluice.apply.PatternCost [changes] [rounds]}
 */
final class PatternCost {

    private enum Variant {
        AS_DELIVERED(null, null),
        NO_IDEMPOTENT_CONSUMER("- idempotentConsumer:(?s:.*?)steps:", "- step:\n                  steps:"),
        NO_THROTTLE("(?s) {8}- throttle:.*?(?= {8}- to:\\n            uri: direct:try-changes)", ""),
        NO_CIRCUIT_BREAKER("- circuitBreaker:(?s:.*?)steps:", "- step:\n            steps:"),
        NO_TRANSACTED("- transacted:\n            id: one-transaction\n            ref: inOneTransaction",
                "- step:\n            id: one-transaction"),
        NO_CHOICE("== '(DELETE|INSERT)'", "== 'NOTHING'");

        private final String taken;
        private final String replacement;

        Variant(String taken, String replacement) {
            this.taken = taken;
            this.replacement = replacement;
        }
    }

    private final int changes;
    private int run;

    private PatternCost(int changes) {
        this.changes = changes;
    }

    public static void main(String[] arguments) {
        int changes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        new PatternCost(changes).measure(rounds);
        System.exit(0);
    }

    private void measure(int rounds) {
        Map<Variant, List<double[]>> results = new EnumMap<>(Variant.class);
        drain(Variant.AS_DELIVERED);
        drain(Variant.AS_DELIVERED);
        for (int round = 0; round < rounds; round++) {
            for (Variant variant : Variant.values()) {
                results.computeIfAbsent(variant, v -> new ArrayList<>()).add(drain(variant));
            }
        }
        double base = median(results.get(Variant.AS_DELIVERED), 0);
        System.out.printf(Locale.ROOT, "%-24s %14s %8s %12s%n", "routes", "cpu us/change", "ratio", "changes/s");
        results.forEach((variant, runs) -> System.out.printf(Locale.ROOT, "%-24s %14.2f %8.2f %12.0f%n", variant,
                median(runs, 0), median(runs, 0) / base, median(runs, 1)));
    }

    private static double median(List<double[]> runs, int figure) {
        return runs.stream().map(run -> run[figure]).sorted(Comparator.naturalOrder()).toList().get(runs.size() / 2);
    }

    /** CPU microseconds a change, and changes a second, of a drain that inserts, and then updates, every row. */
    private double[] drain(Variant variant) {
        try (LaneFixture sluice = new LaneFixture("cost" + run++); ChangeTopic orders = sluice.topic(4)) {
            if (variant.taken != null) {
                sluice.edit(variant.taken, variant.replacement);
            }
            for (int id = 0; id < changes / 2; id++) {
                orders.insert(id, "customer " + id % 1000);
            }
            for (int id = 0; id < changes / 2; id++) {
                orders.update(id, "changed " + id % 1000);
            }
            orders.commit();
            long wall = System.nanoTime();
            long cpu = cpu();
            sluice.start();
            LaneFixture.within(120).until(() -> sluice.lane().applied() >= changes);
            double micros = (cpu() - cpu) / 1000.0 / changes;
            double rate = changes / ((System.nanoTime() - wall) / 1e9);
            System.out.printf(Locale.ROOT, "%s %s%n", variant, Arrays.toString(new double[] {micros, rate}));
            return new double[] {micros, rate};
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
