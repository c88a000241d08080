package sluice.model;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a batch does to the target: {@code Watermarks.move}, {@code Barriers.arrive}, {@code Parking}, {@code Compaction}. */
final class Effects {

    private final World world;
    private final Set<Safeguard> off;

    Effects(World world, Set<Safeguard> off) {
        this.world = world;
        this.off = off;
    }

    /** The last change of each key: what is written, or parked. */
    Map<Integer, Event> writes(Batch batch) {
        Map<Integer, Event> writes = new TreeMap<>();
        if (batch.replay() > 0) {
            Event event = world.change(batch.replay());
            writes.put(event.key(), event);
        }
        for (Slice slice : batch.slices()) {
            for (Event event : world.records(slice.partition(), slice.from(), slice.next())) {
                if (event.kind() != Event.Kind.TRUNCATE) {
                    writes.put(event.key(), event); // only where a safeguard is off does a truncate stand in between
                }
            }
        }
        return writes;
    }

    Target move(Target target, Batch batch) {
        Target moved = target;
        for (Slice slice : batch.slices()) {
            moved = moved.watermark(slice.partition(), slice.next());
        }
        return moved;
    }

    Target arrive(Target target, Batch batch) {
        Target arrived = target;
        for (Slice slice : batch.slices()) {
            arrived = slice.barrier() ? arrived.arrived(slice.partition()) : arrived;
        }
        return arrived;
    }

    /** Earlier parked rows of the batch's keys, as far as the process knows of any. */
    Target supersede(Target target, Batch batch) {
        Target superseded = target;
        if (batch.replay() > 0 || off.contains(Safeguard.LATER_CHANGES_SUPERSEDE)) {
            return superseded;
        }
        Map<Integer, Event> writes = writes(batch);
        for (int change = 1; change <= world.changes(); change++) {
            if (target.unresolved(change)) {
                int key = world.change(change).key();
                boolean known = batch.slices().stream().anyMatch(slice -> (slice.parkedKeys() & 1 << key) != 0);
                if (known && writes.containsKey(key) && writes.get(key).number() > change) {
                    superseded = superseded.parked(change, Target.SUPERSEDED);
                }
            }
        }
        return superseded;
    }

    /** Whether a transaction of a process has a parked row locked. */
    boolean locks(State state, int number, int change) {
        Batch batch = state.process(number).batch();
        return batch != null && batch.phase() == Batch.Phase.RESOLVED && (batch.replay() == change
                || supersede(state.target(), batch).parked().get(change) != state.target().parked().get(change));
    }

    /** The rows, but for those that are refused. */
    Target write(Target target, Batch batch) {
        Target written = target;
        for (Event event : writes(batch).values()) {
            if (!refused(target, event)) {
                written = written.row(event.key(), event.kind() == Event.Kind.PUT ? event.number() : 0, event.number());
            }
        }
        return written;
    }

    /** What is wrong with writing the batch now; null if nothing is. */
    String broken(Target target, Batch batch) {
        for (Event event : writes(batch).values()) {
            int seen = target.seen().get(event.key());
            if (!refused(target, event) && event.number() <= seen) {
                return event.number() == seen ? Finding.TWICE.formatted(event)
                        : Finding.BACK.formatted(Event.name(event.key()), event.number(), seen);
            }
        }
        return null;
    }

    /** What is refused is parked; a replayed row that is taken is none any more. */
    Target park(Target target, Batch batch) {
        Target parked = target;
        for (Event event : writes(batch).values()) {
            if (refused(target, event)) {
                parked = parked.parked(event.number(), Target.PARKED);
            } else if (batch.replay() > 0) {
                parked = parked.parked(event.number(), Target.REPLAYED);
            }
        }
        return parked;
    }

    boolean parks(Target target, Batch batch) {
        return writes(batch).values().stream().anyMatch(event -> refused(target, event));
    }

    private static boolean refused(Target target, Event event) {
        return event.bad() && !target.mended();
    }
}
