package sluice.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything there is.
 *
 * @param owners    of the partitions, as Kafka's group has it
 * @param faults    that may happen still
 * @param requests  that the operator may make still
 */
record State(Target target, Ints owners, List<Process> processes, int faults, int requests) {

    /** Of a process, as the traces show it. */
    static String name(int process) {
        return Character.toString('A' + process);
    }

    Process process(int number) {
        return processes.get(number);
    }

    State with(int number, Process process) {
        List<Process> changed = new ArrayList<>(processes);
        changed.set(number, process);
        return new State(target, owners, List.copyOf(changed), faults, requests);
    }

    State with(Target changed) {
        return new State(changed, owners, processes, faults, requests);
    }

    State owner(int partition, int owner) {
        return new State(target, owners.with(partition, owner), processes, faults, requests);
    }

    /** The same, and something has gone wrong. */
    State fault() {
        return new State(target, owners, processes, faults - 1, requests);
    }

    State request() {
        return new State(target, owners, processes, faults, requests - 1);
    }

    boolean idle() {
        return processes.stream().allMatch(Process::idle);
    }
}
