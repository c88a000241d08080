package sluice.model;

import java.util.List;
import java.util.Set;

/** What Kafka, the machines and the operator do. */
final class Disturbances {

    private final World world;
    private final Effects effects;

    Disturbances(World world, Set<Safeguard> off) {
        this.world = world;
        this.effects = new Effects(world, off);
    }

    void steps(State state, List<Step<State>> steps) {
        operator(state, steps);
        if (state.faults() == 0) {
            return;
        }
        for (int partition = 0; partition < world.partitions(); partition++) {
            int given = partition;
            int to = 1 - state.owners().get(partition);
            steps.add(new Step<>(() -> "Kafka gives partition " + given + " to " + State.name(to),
                    state.owner(partition, to).fault()));
        }
        for (int number = 0; number < state.processes().size(); number++) {
            String name = State.name(number);
            if (!state.process(number).equals(Process.started(world.partitions()))) {
                steps.add(new Step<>(() -> name + " dies, and is started again",
                        state.with(number, Process.started(world.partitions())).fault()));
            }
        }
    }

    private void operator(State state, List<Step<State>> steps) {
        Target target = state.target();
        if (world.refusesRows() && !target.mended()) {
            steps.add(new Step<>(() -> "the operator mends the target: it takes all rows now", state.with(target.mend())));
        }
        for (int change = 1; change <= world.changes() && state.requests() > 0; change++) {
            boolean locked = effects.locks(state, 0, change) || effects.locks(state, 1, change);
            if (target.parked().get(change) == Target.PARKED && !locked) {
                Event event = world.change(change);
                steps.add(new Step<>(() -> "the operator asks that the parked row " + event + " be replayed",
                        state.with(target.parked(change, Target.REQUESTED)).request()));
            }
        }
    }
}
