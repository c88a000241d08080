package sluice.apply;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many rows are parked, for the status: counted in the target now and then, since operators and other processes
 * resolve rows too. Between two counts, and while the target is away, the last count stands.
 */
public final class ParkedCount implements LongSupplier {

    private final ParkedRows rows;
    private final String topics;
    private volatile Map<String, Long> byTopic = Map.of();

    /** @param prefix of the migration's topics */
    public ParkedCount(ParkedRows rows, String prefix) {
        this.rows = rows;
        this.topics = prefix + ".";
    }

    /** Counts anew. */
    public void refresh() {
        byTopic = rows.counts();
    }

    /** Unresolved rows of the migration. */
    @Override
    public long getAsLong() {
        return byTopic.entrySet().stream().filter(topic -> topic.getKey().startsWith(topics)).mapToLong(Map.Entry::getValue).sum();
    }

    /** Unresolved rows of a lane's topics. */
    long of(Lane lane) {
        return byTopic.entrySet().stream().filter(topic -> lane.has(topic.getKey())).mapToLong(Map.Entry::getValue).sum();
    }
}
