package sluice.model;

import java.util.Arrays;
import java.util.List;

/** What the two processes of a search have to do, and how much may go wrong meanwhile. */
final class World {

    private static final int MORE_FAULTS = Integer.getInteger("model.faults", 0);

    private final List<List<Event>> log;
    private final int faults;
    private final int requests;
    private final Event[] changes;
    private final int[] partitions;
    private final boolean refusesRows;

    /**
     * @param faults   rebalances, deaths, failed attempts and lost answers, all together at most
     * @param requests times that the operator asks for replays
     * @param log      the records of each partition of one table's topic, as texts of {@link Event#of}, separated by blanks; at most
     *                 one truncate, which stands in all of them
     */
    World(int faults, int requests, String... log) {
        this.log = Arrays.stream(log).map(records -> Arrays.stream(records.split(" ")).map(Event::of).toList()).toList();
        this.faults = faults + MORE_FAULTS;
        this.requests = requests;
        List<Event> all = this.log.stream().flatMap(List::stream).toList();
        this.changes = new Event[all.stream().mapToInt(Event::number).max().orElseThrow() + 1];
        this.partitions = new int[all.stream().mapToInt(Event::key).max().orElseThrow() + 1];
        for (int partition = 0; partition < log.length; partition++) {
            for (Event event : this.log.get(partition)) {
                if (event.kind() != Event.Kind.TRUNCATE) {
                    changes[event.number()] = event;
                    partitions[event.key()] = partition;
                }
            }
        }
        this.refusesRows = all.stream().anyMatch(Event::bad);
    }

    int faults() {
        return faults;
    }

    int requests() {
        return requests;
    }

    int partitions() {
        return log.size();
    }

    List<Event> records(int partition, int from, int to) {
        return log.get(partition).subList(from, to);
    }

    int end(int partition) {
        return log.get(partition).size();
    }

    int keys() {
        return partitions.length;
    }

    /** The partition of a key. */
    int partition(int key) {
        return partitions[key];
    }

    /** The largest number of a change. */
    int changes() {
        return changes.length - 1;
    }

    /** The change with this number; null if it is the truncate. */
    Event change(int number) {
        return changes[number];
    }

    /** Whether there are rows that the target refuses at first. */
    boolean refusesRows() {
        return refusesRows;
    }

    /** Offset of the truncate in a partition, -1 if there is none. */
    int truncate(int partition) {
        List<Event> records = log.get(partition);
        int offset = records.size() - 1;
        while (offset >= 0 && records.get(offset).kind() != Event.Kind.TRUNCATE) {
            offset--;
        }
        return offset;
    }

    boolean truncates() {
        return truncate(0) >= 0;
    }

    /** The number of the truncate. */
    int truncation() {
        return log.get(0).get(truncate(0)).number();
    }

    /** The last change of a key that stands before an offset of its partition; null if there is none. */
    Event last(int key, int before) {
        Event last = null;
        for (Event event : records(partition(key), 0, before)) {
            last = event.key() == key ? event : last;
        }
        return last;
    }

    @Override
    public String toString() {
        return log.toString();
    }
}
