package sluice.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The way from the change topics into the target, with two processes that believe what they last heard.
 *
 * <p>What has to hold, besides what each step checks (no row goes back, no change is written twice): whenever nothing is on its
 * way, the target is exactly what its watermarks say. Of each key the last change that stands before the watermark is in
 * its row; or the target refused it, and then it is parked, and no other change of that key is.
 */
final class Apply implements Protocol<State> {

    private final World world;
    private final Gates gates;
    private final Attempts attempts;
    private final Actions actions;
    private final Disturbances disturbances;

    /** @param off the safeguards that are taken out */
    Apply(World world, Set<Safeguard> off) {
        this.world = world;
        this.gates = new Gates(world, off);
        this.attempts = new Attempts(world, off);
        this.actions = new Actions(world, off);
        this.disturbances = new Disturbances(world, off);
    }

    @Override
    public State start() {
        return new State(Target.empty(world), Ints.zeros(world.partitions()),
                Collections.nCopies(2, Process.started(world.partitions())), world.faults(), world.requests());
    }

    @Override
    public List<Step<State>> steps(State state) {
        List<Step<State>> steps = new ArrayList<>();
        for (int process = 0; process < state.processes().size(); process++) {
            gates.steps(state, process, steps);
            attempts.steps(state, process, steps);
            actions.steps(state, process, steps);
        }
        disturbances.steps(state, steps);
        return steps;
    }

    @Override
    public String broken(State state) {
        if (!state.idle()) {
            return null;
        }
        for (int key = 0; key < world.keys(); key++) {
            String broken = broken(state.target(), key);
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }

    private String broken(Target target, int key) {
        int partition = world.partition(key);
        Event last = world.last(key, target.watermarks().get(partition));
        int row = target.rows().get(key);
        boolean emptied = target.barrier() == Target.DONE && (last == null || last.number() < world.truncation());
        for (int change = 1; change <= world.changes(); change++) {
            Event parked = world.change(change);
            if (parked != null && parked.key() == key && target.unresolved(change) && (emptied || !parked.equals(last))) {
                return Finding.OUT_OF_DATE.formatted(parked);
            }
        }
        if (emptied || last == null) {
            return row == 0 ? null : Finding.EXTRA.formatted(Event.name(key) + row);
        }
        boolean emptying = world.truncates() && last.number() < world.truncation() && target.arrived() == world.partitions();
        int wanted = last.kind() == Event.Kind.PUT ? last.number() : 0;
        if (row == wanted || target.unresolved(last.number()) && row < wanted || emptying && row == 0) {
            return null;
        }
        return Finding.LOST.formatted(last);
    }

    @Override
    public boolean done(State state) {
        for (int partition = 0; partition < world.partitions(); partition++) {
            if (state.target().watermarks().get(partition) < world.end(partition)) {
                return false;
            }
        }
        for (int change = 1; change <= world.changes(); change++) {
            if (state.target().parked().get(change) == Target.REQUESTED) {
                return false;
            }
        }
        return state.idle();
    }
}
