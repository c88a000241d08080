package sluice.load.tune;

import java.util.Comparator;
import java.util.Locale;
import org.apache.kafka.common.TopicPartition;

/** How figures are shown to people: one way in all reports. */
final class Shown {

    static final Comparator<TopicPartition> BY_PARTITION = Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private Shown() {
    }

    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Milliseconds; with a digit behind the point where that says something. */
    static String millis(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f%%", part * 100);
    }
}
