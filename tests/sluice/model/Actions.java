package sluice.model;

import java.util.List;
import java.util.Set;

/** How the barrier is carried out: the routes {@code run-barriers} and {@code empty-table}. */
final class Actions {

    private final World world;
    private final Set<Safeguard> off;
    private final Effects effects;

    Actions(World world, Set<Safeguard> off) {
        this.world = world;
        this.off = off;
        this.effects = new Effects(world, off);
    }

    void steps(State state, int number, List<Step<State>> steps) {
        if (!world.truncates()) {
            return;
        }
        String name = State.name(number);
        Process process = state.process(number);
        switch (process.action()) {
            case NONE -> claim(state, number, name, steps);
            case CLAIMED -> hold(state, number, name, steps);
            case HELD -> delete(state, number, name, steps);
            case DELETED -> commit(state, number, name, steps);
            default -> throw new IllegalStateException();
        }
        if (process.emptying() && state.faults() > 0) {
            steps.add(new Step<>(() -> name + "'s truncate is cut off, and rolled back",
                    state.with(number, process.action(Process.Action.NONE, 0)).fault()));
        }
    }

    /** A claim runs out after some time. Here that may be at any time, so no safeguard rests on the clock. */
    private void claim(State state, int number, String name, List<Step<State>> steps) {
        Target target = state.target();
        boolean waits = state.process(number).places().stream().anyMatch(place -> place.state() == Place.State.AT_BARRIER);
        int awaited = off.contains(Safeguard.ALL_PARTITIONS_AWAITED) ? 1 : world.partitions();
        boolean free = target.barrier() == Target.WAITING
                || target.barrier() != Target.DONE && !off.contains(Safeguard.CLAIM_TAKEN_OVER);
        if (waits && free && target.arrived() >= awaited && !locked(state, number)) {
            steps.add(new Step<>(() -> name + (target.barrier() == Target.WAITING ? " claims the barrier" : " takes the claim over"),
                    state.with(target.barrier(number)).with(number, state.process(number).action(Process.Action.CLAIMED, 0))));
        }
    }

    /** Whether the other one has the claim locked. */
    private boolean locked(State state, int number) {
        return state.process(1 - number).emptying() && !off.contains(Safeguard.CLAIM_HELD);
    }

    private void hold(State state, int number, String name, List<Step<State>> steps) {
        if (locked(state, number)) {
            return;
        }
        boolean ours = state.target().barrier() == number || off.contains(Safeguard.CLAIM_HELD);
        Process next = state.process(number).action(ours ? Process.Action.HELD : Process.Action.NONE, 0);
        steps.add(new Step<>(() -> name + (ours ? " begins to empty the table" : " is fenced off: the claim is not its own any more"),
                state.with(number, next)));
    }

    /** Chunks of one row: while one was found there may be another. */
    private void delete(State state, int number, String name, List<Step<State>> steps) {
        int other = state.process(1 - number).doomed();
        for (int key = 0; key < world.keys(); key++) {
            if (state.target().rows().get(key) > 0) {
                int row = key;
                if ((other & 1 << key) == 0) {
                    steps.add(new Step<>(() -> name + " deletes the row " + Event.name(row),
                            state.with(number, state.process(number).action(Process.Action.DELETED, 1 << row))));
                }
                return;
            }
        }
        steps.add(new Step<>(() -> name + " finds no row",
                state.with(number, state.process(number).action(Process.Action.DELETED, 0))));
    }

    private void commit(State state, int number, String name, List<Step<State>> steps) {
        int doomed = state.process(number).doomed();
        Target target = state.target();
        if (doomed != 0) {
            int key = Integer.numberOfTrailingZeros(doomed);
            int row = target.rows().get(key);
            String broken = row > world.truncation() ? Finding.TRUNCATED.formatted(Event.name(key) + row) : null;
            Target deleted = target.row(key, 0, world.truncation());
            ended(state, number, name + " commits the chunk", deleted, Process.Action.CLAIMED, broken, steps);
            return;
        }
        for (int change = 1; change <= world.changes() && !off.contains(Safeguard.TRUNCATE_SUPERSEDES); change++) {
            if (target.unresolved(change)) {
                if (effects.locks(state, 0, change) || effects.locks(state, 1, change)) {
                    return; // it waits for the lock
                }
                target = target.parked(change, Target.SUPERSEDED);
            }
        }
        for (int key = 0; key < world.keys(); key++) {
            target = target.row(key, target.rows().get(key), world.truncation());
        }
        ended(state, number, name + " commits: the barrier is done", target.barrier(Target.DONE), Process.Action.NONE, null, steps);
    }

    private static void ended(State state, int number, String what, Target target, Process.Action next, String broken,
                              List<Step<State>> steps) {
        State committed = state.with(target);
        steps.add(new Step<>(() -> what, committed.with(number, state.process(number).action(next, 0)), broken));
        if (state.faults() > 0) {
            steps.add(new Step<>(() -> what + ", and it does not hear of it",
                    committed.with(number, state.process(number).action(Process.Action.NONE, 0)).fault(), broken));
        }
    }
}
