package sluice.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything there is on the way from the binlog into Kafka.
 *
 * @param written  changes in the committed log: those up to this number, each once and in order
 * @param offset   the committed source offset: the number of the last change that counts as read
 * @param producer the process whose producer was the last to begin; -1 before the first
 * @param faults   that may happen still
 */
record CaptureState(int written, int offset, int producer, List<Capturing> processes, int faults) {

    /**
     * A process that captures.
     *
     * @param position the last change that it has read
     * @param sent     the last change of the batch that it is writing
     */
    record Capturing(Phase phase, int position, int sent) {

        static final Capturing STOPPED = new Capturing(Phase.STOPPED, 0, 0);
    }

    /** Each is a moment at which the process may die or sleep. */
    enum Phase { STOPPED, HALF_STARTED, READING, SENT, SENT_WITH_OFFSET, COMMITTED_WITHOUT_OFFSET }

    CaptureState with(int number, Capturing process) {
        List<Capturing> changed = new ArrayList<>(processes);
        changed.set(number, process);
        return new CaptureState(written, offset, producer, List.copyOf(changed), faults);
    }

    CaptureState produces(int number) {
        return new CaptureState(written, offset, number, processes, faults);
    }

    CaptureState wrote(int last) {
        return new CaptureState(Math.max(written, last), offset, producer, processes, faults);
    }

    CaptureState read(int last) {
        return new CaptureState(written, last, producer, processes, faults);
    }

    CaptureState fault() {
        return new CaptureState(written, offset, producer, processes, faults - 1);
    }
}
