package sluice.model;

import java.util.List;
import java.util.Set;

/** A batch's way into the target: the routes {@code try-changes}, {@code commit-changes} and {@code park-rows}. */
final class Attempts {

    private final Set<Safeguard> off;
    private final Effects effects;

    Attempts(World world, Set<Safeguard> off) {
        this.off = off;
        this.effects = new Effects(world, off);
    }

    void steps(State state, int number, List<Step<State>> steps) {
        Batch batch = state.process(number).batch();
        if (batch == null) {
            return;
        }
        String name = State.name(number);
        switch (batch.phase()) {
            case READY, ARRIVED -> begin(state, number, name, batch, steps);
            case MOVED -> resolve(state, number, name, batch, steps);
            case RESOLVED -> commit(state, number, name, batch, steps);
            case UNPARKED -> steps.add(new Step<>(() -> name + " parks what was refused",
                    settle(state.with(effects.park(state.target(), batch)), number, batch, true)));
            default -> throw new IllegalStateException();
        }
        if (batch.open() && state.faults() > 0) {
            steps.add(new Step<>(() -> name + "'s transaction is cut off, and rolled back",
                    state.with(number, state.process(number).batch(batch.doubt(false))).fault()));
        }
    }

    private void begin(State state, int number, String name, Batch batch, List<Step<State>> steps) {
        if (batch.inDoubt()) {
            steps.add(new Step<>(() -> name + " gives its batch up for now", lose(state, number, batch)));
            if (!off.contains(Safeguard.IN_DOUBT_ASKED) && batch.slices().stream().allMatch(slice -> passed(state.target(), slice))) {
                boolean again = !off.contains(Safeguard.FOUND_APPLIED_READ_AGAIN) || batch.changedParked();
                steps.add(new Step<>(() -> name + " finds that its batch is applied", settle(state, number, batch, again)));
                return;
            }
        }
        if (off.contains(Safeguard.ARRIVAL_WITH_THE_WATERMARK) && batch.phase() == Batch.Phase.READY && batch.arrives()) {
            steps.add(new Step<>(() -> name + " writes its arrival at the barrier", state.with(effects.arrive(state.target(), batch))
                    .with(number, state.process(number).batch(batch.in(Batch.Phase.ARRIVED)))));
            return;
        }
        move(state, number, name, batch, steps);
    }

    private static boolean passed(Target target, Slice slice) {
        return target.watermarks().get(slice.partition()) >= slice.next() && slice.next() > slice.expected();
    }

    /** The compare-and-set. Whoever comes second waits for the lock. */
    private void move(State state, int number, String name, Batch batch, List<Step<State>> steps) {
        if (waits(state, number, batch)) {
            return;
        }
        Target target = state.target();
        boolean missed = batch.slices().stream().anyMatch(slice -> target.watermarks().get(slice.partition()) != slice.expected());
        if (missed && locks(batch) && !off.contains(Safeguard.COMPARE_AND_SET)) {
            steps.add(new Step<>(() -> name + " is fenced off: a watermark is not where it expects it", lose(state, number, batch)));
            return;
        }
        boolean commits = off.contains(Safeguard.ONE_TRANSACTION) && locks(batch);
        State moved = commits ? state.with(effects.move(target, batch)) : state;
        steps.add(new Step<>(() -> name + (!locks(batch) ? " begins its replay" : " moves the watermark")
                + (commits ? ", and commits that" : ", uncommitted"),
                moved.with(number, state.process(number).batch(batch.in(Batch.Phase.MOVED)))));
    }

    /** Whether the batch's transaction moves and locks the watermarks; those of a replay stay where they are. */
    private boolean locks(Batch batch) {
        return batch.replay() == 0 || !off.contains(Safeguard.REPLAY_UNDER_THE_WATERMARK);
    }

    private boolean waits(State state, int number, Batch batch) {
        Batch other = state.process(1 - number).batch();
        return other != null && other.open() && locks(other) && locks(batch) && !off.contains(Safeguard.ONE_TRANSACTION)
                && batch.slices().stream().anyMatch(slice -> other.has(slice.partition()));
    }

    /** The parked rows that the batch supersedes, or the one that it replays: marked and locked. */
    private void resolve(State state, int number, String name, Batch batch, List<Step<State>> steps) {
        Target target = state.target();
        Target superseded = effects.supersede(target, batch);
        for (int change = 1; change < target.parked().size(); change++) {
            boolean touched = batch.replay() == change || superseded.parked().get(change) != target.parked().get(change);
            if (touched && effects.locks(state, 1 - number, change)) {
                return;
            }
        }
        if (batch.replay() > 0) {
            int partition = batch.slices().get(0).partition();
            boolean held = target.arrivals().get(partition) == 1 && target.barrier() != Target.DONE;
            boolean gone = target.parked().get(batch.replay()) != Target.REQUESTED;
            if (held && !off.contains(Safeguard.REPLAY_LOOKS_AT_BARRIERS) || gone && !off.contains(Safeguard.REPLAY_CLAIMS_ITS_ROW)) {
                steps.add(new Step<>(() -> name + " is fenced off: " + (held ? "the partition stands at a barrier"
                        : "the row is not to be replayed any more"), lose(state, number, batch)));
                return;
            }
        } else if (superseded.equals(target)) {
            commit(state, number, name, batch, steps);
            return;
        }
        steps.add(new Step<>(() -> name + (batch.replay() > 0 ? " claims the row" : " marks parked rows of its keys as superseded")
                + ", uncommitted", state.with(number, state.process(number).batch(batch.in(Batch.Phase.RESOLVED)))));
    }

    private void commit(State state, int number, String name, Batch batch, List<Step<State>> steps) {
        int doomed = state.process(1 - number).doomed();
        if (effects.writes(batch).keySet().stream().anyMatch(key -> (doomed & 1 << key) != 0)) {
            return; // the row is locked by the transaction that deletes it
        }
        Target before = state.target();
        Target superseded = effects.supersede(before, batch);
        boolean moves = locks(batch) && !off.contains(Safeguard.ONE_TRANSACTION);
        Target moved = effects.arrive(moves ? effects.move(superseded, batch) : superseded, batch);
        Target written = effects.write(moved, batch);
        String broken = effects.broken(before, batch);
        String what = name + " commits" + (batch.replay() > 0 ? " the replay of " : " ") + effects.writes(batch).values()
                + (batch.arrives() ? " and its arrival" : "");
        boolean parks = effects.parks(before, batch);
        if (parks && off.contains(Safeguard.PARKED_WITH_THE_WATERMARK)) {
            steps.add(new Step<>(() -> what + ", but for what is refused",
                    state.with(written).with(number, state.process(number).batch(batch.in(Batch.Phase.UNPARKED))), broken));
            return;
        }
        Target parked = effects.park(written, batch);
        boolean changed = batch.replay() > 0 || parks || !superseded.equals(before);
        String all = what + (parks ? "; what is refused is parked" : "");
        steps.add(new Step<>(() -> all, settle(state.with(parked), number, batch, changed), broken));
        if (state.faults() > 0) {
            steps.add(new Step<>(() -> all + "; it does not hear of it",
                    state.with(parked).with(number, state.process(number).batch(batch.doubt(changed))).fault(), broken));
        }
    }

    /** The batch is committed: its partitions go on behind it, or all about them is read again. */
    private State settle(State state, int number, Batch batch, boolean readAgain) {
        Process process = state.process(number).batch(null);
        for (Slice slice : batch.slices()) {
            Place place = process.places().get(slice.partition());
            process = process.place(slice.partition(), readAgain ? place.lose() : place.moved(slice.next(), slice.barrier()));
        }
        return state.with(number, process);
    }

    /** It is not, for whatever reason. */
    private State lose(State state, int number, Batch batch) {
        return settle(state, number, batch, !off.contains(Safeguard.FAILED_BATCH_READ_AGAIN));
    }
}
