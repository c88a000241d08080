package sluice.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a lane's thread does between two batches: {@code Gate}, {@code Places}, {@code Placement} and {@code Replays}. */
final class Gates {

    private static final int POLLED = 2;

    private final World world;
    private final Set<Safeguard> off;

    Gates(World world, Set<Safeguard> off) {
        this.world = world;
        this.off = off;
    }

    void steps(State state, int number, List<Step<State>> steps) {
        Process process = state.process(number);
        if (process.batch() != null) {
            return;
        }
        String name = State.name(number);
        for (int partition = 0; partition < world.partitions(); partition++) {
            hear(state, number, name, partition, steps);
            find(state, number, name, partition, steps);
            pass(state, number, name, partition, steps);
            replay(state, number, name, partition, steps);
        }
        poll(state, number, name, steps);
    }

    /** A poll in which Kafka tells of a rebalance. It may come late: until then the process believes what it knew. */
    private void hear(State state, int number, String name, int partition, List<Step<State>> steps) {
        Process process = state.process(number);
        boolean owns = state.owners().get(partition) == number;
        boolean believes = process.places().get(partition).state() != Place.State.NONE;
        if (owns && !believes) {
            steps.add(new Step<>(() -> name + " is given partition " + partition,
                    state.with(number, process.place(partition, Place.NEW))));
        } else if (!owns && believes) {
            steps.add(new Step<>(() -> name + " hears that partition " + partition + " is no longer its own",
                    state.with(number, process.place(partition, Place.NONE))));
        }
    }

    /** Reads the watermark, and behind it the keys of the parked rows. */
    private void find(State state, int number, String name, int partition, List<Step<State>> steps) {
        Place place = state.process(number).places().get(partition);
        int watermark = state.target().watermarks().get(partition);
        int parked = state.target().parkedKeys(world, partition);
        boolean keysFirst = off.contains(Safeguard.PARKED_KEYS_BEHIND_THE_WATERMARK);
        if (place.state() == Place.State.UNKNOWN && world.refusesRows()) {
            Place half = keysFirst ? place.half(0, parked) : place.half(watermark, 0);
            steps.add(new Step<>(() -> name + " reads " + (keysFirst ? "the keys of the parked rows of partition " + partition
                    : "the watermark of partition " + partition + ": " + watermark),
                    state.with(number, state.process(number).place(partition, half))));
        } else if (place.state() == Place.State.UNKNOWN || place.state() == Place.State.HALF) {
            boolean half = place.state() == Place.State.HALF;
            int mark = half && !keysFirst ? place.watermark() : watermark;
            int position = off.contains(Safeguard.PLACE_FROM_THE_TARGET) && place.client() == 0 ? 0 : mark;
            Place found = place.found(mark, position, half && keysFirst ? place.parkedKeys() : parked);
            steps.add(new Step<>(() -> name + " reads " + (half && !keysFirst ? "the keys of the parked rows of partition " + partition
                    : "the watermark of partition " + partition + ": " + mark),
                    state.with(number, state.process(number).place(partition, found))));
        }
    }

    private void pass(State state, int number, String name, int partition, List<Step<State>> steps) {
        Place place = state.process(number).places().get(partition);
        if (place.state() == Place.State.AT_BARRIER && state.target().barrier() == Target.DONE) {
            steps.add(new Step<>(() -> name + " sees that the barrier is done, and passes it in partition " + partition,
                    state.with(number, state.process(number).place(partition, place.pass()))));
        }
    }

    private void replay(State state, int number, String name, int partition, List<Step<State>> steps) {
        Process process = state.process(number);
        Place place = process.places().get(partition);
        if (place.state() != Place.State.OPEN || place.parkedKeys() == 0) {
            return;
        }
        for (int change = 1; change <= world.changes(); change++) {
            if (state.target().parked().get(change) == Target.REQUESTED
                    && world.partition(world.change(change).key()) == partition) {
                Slice slice = new Slice(partition, place.watermark(), place.watermark(), place.watermark(), false, 0);
                Batch batch = new Batch(List.of(slice), change, Batch.Phase.READY, false, false);
                Event event = world.change(change);
                steps.add(new Step<>(() -> name + " finds that the parked row " + event + " is to be replayed",
                        state.with(number, process.batch(batch))));
            }
        }
    }

    /** One record of a partition, or all that a poll takes; of each partition alone, or of all that flow. */
    private void poll(State state, int number, String name, List<Step<State>> steps) {
        List<Slice> all = new ArrayList<>();
        for (int partition = 0; partition < world.partitions(); partition++) {
            Place place = state.process(number).places().get(partition);
            int from = off.contains(Safeguard.POSITION_CHECKED) && place.client() > 0 ? place.client() : place.position();
            int left = place.state() == Place.State.OPEN ? world.end(partition) - from : 0;
            for (int records = 1; records <= Math.min(left, POLLED); records++) {
                Slice slice = slice(partition, place, from, from + records);
                steps.add(polled(state, number, name, List.of(slice), records));
                if (records == Math.min(left, POLLED)) {
                    all.add(slice);
                }
            }
        }
        if (all.size() > 1) {
            steps.add(polled(state, number, name, all, POLLED));
        }
    }

    private Slice slice(int partition, Place place, int from, int end) {
        int truncate = world.truncate(partition);
        boolean barrier = truncate >= from && truncate < end;
        return new Slice(partition, from, place.watermark(), barrier ? truncate : end, barrier, place.parkedKeys());
    }

    /** The client stands behind the last record that it has polled, also where the slice ends at a barrier before that. */
    private Step<State> polled(State state, int number, String name, List<Slice> slices, int records) {
        Process process = state.process(number).batch(Batch.polled(slices));
        for (Slice slice : slices) {
            int stands = Math.min(slice.from() + records, world.end(slice.partition()));
            process = process.place(slice.partition(), process.places().get(slice.partition()).polled(stands));
        }
        State next = state.with(number, process);
        return new Step<>(() -> name + " polls " + describe(slices), next);
    }

    private String describe(List<Slice> slices) {
        StringBuilder text = new StringBuilder();
        for (Slice slice : slices) {
            text.append(text.isEmpty() ? "" : " and ").append(world.records(slice.partition(), slice.from(),
                    slice.next() + (slice.barrier() ? 1 : 0))).append(" of partition ").append(slice.partition());
        }
        return text.toString();
    }
}
