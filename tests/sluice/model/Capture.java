package sluice.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import sluice.model.CaptureState.Capturing;
import sluice.model.CaptureState.Phase;

/**
 * The way from the binlog into the change topics: {@code CaptureConsumer}, {@code SourceOffsetStore} and the transactional
 * producer of {@code capture.camel.yaml}, in two processes of which one may sleep while the other takes over.
 *
 * <p>What has to hold: the committed log has each change once and in the source's order. The changes {@link #OLD_KEY} and the
 * next one are a changed key; a connector that is started between the two sends neither.
 */
final class Capture implements Protocol<CaptureState> {

    private static final int CHANGES = 4;
    private static final int OLD_KEY = 2;
    private static final int LARGEST_BATCH = 2;
    private static final int FAULTS = 3 + Integer.getInteger("model.faults", 0);

    private final Set<Safeguard> off;

    Capture(Set<Safeguard> off) {
        this.off = off;
    }

    @Override
    public CaptureState start() {
        return new CaptureState(0, 0, -1, Collections.nCopies(2, Capturing.STOPPED), FAULTS);
    }

    @Override
    public List<Step<CaptureState>> steps(CaptureState state) {
        List<Step<CaptureState>> steps = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            String name = State.name(number);
            Capturing process = state.processes().get(number);
            switch (process.phase()) {
                case STOPPED, HALF_STARTED -> begin(state, number, name, steps);
                case READING -> send(state, number, name, steps);
                case SENT -> steps.add(new Step<>(() -> name + " sends the source offset " + process.sent(),
                        state.with(number, new Capturing(Phase.SENT_WITH_OFFSET, process.position(), process.sent()))));
                case SENT_WITH_OFFSET -> commit(state, number, name, steps);
                case COMMITTED_WITHOUT_OFFSET -> steps.add(new Step<>(() -> name + " records the source offset " + process.sent(),
                        state.read(process.sent()).with(number, new Capturing(Phase.READING, process.sent(), 0))));
                default -> throw new IllegalStateException();
            }
            if (state.faults() > 0 && process.phase() != Phase.STOPPED) {
                steps.add(new Step<>(() -> name + " dies", state.with(number, Capturing.STOPPED).fault()));
            }
        }
        return steps;
    }

    /** Two steps: the producer begins, which fences off the one before and ends its transaction; the offset is read. */
    private void begin(CaptureState state, int number, String name, List<Step<CaptureState>> steps) {
        boolean first = state.processes().get(number).phase() == Phase.STOPPED;
        boolean other = state.processes().get(1 - number).phase() != Phase.STOPPED;
        if (first && other && state.faults() == 0) {
            return; // only somebody who takes the other one for dead starts a second one
        }
        CaptureState begun = first && other ? state.fault() : state;
        if (first != off.contains(Safeguard.FENCED_BEFORE_READING)) {
            Capturing next = first ? new Capturing(Phase.HALF_STARTED, 0, 0)
                    : new Capturing(Phase.READING, state.processes().get(number).position(), 0);
            steps.add(new Step<>(() -> name + "'s producer begins: others are fenced off", begun.produces(number).with(number, next)));
        } else {
            Capturing next = new Capturing(first ? Phase.HALF_STARTED : Phase.READING, resumed(state.offset()), 0);
            steps.add(new Step<>(() -> name + " reads the source offset: " + state.offset(), begun.with(number, next)));
        }
    }

    /** A connector that resumes between the two halves of a changed key leaves the second one out. */
    private static int resumed(int offset) {
        return offset == OLD_KEY ? OLD_KEY + 1 : offset;
    }

    private void send(CaptureState state, int number, String name, List<Step<CaptureState>> steps) {
        int position = state.processes().get(number).position();
        for (int last = position + 1; last <= Math.min(CHANGES, position + LARGEST_BATCH); last++) {
            if (last == OLD_KEY && !off.contains(Safeguard.KEY_CHANGE_TOGETHER)) {
                continue; // it is held back for the next batch
            }
            int sent = last;
            steps.add(new Step<>(() -> name + " sends the changes " + (position + 1) + " to " + sent,
                    state.with(number, new Capturing(Phase.SENT, position, sent))));
        }
    }

    private void commit(CaptureState state, int number, String name, List<Step<CaptureState>> steps) {
        Capturing process = state.processes().get(number);
        if (state.producer() != number && !off.contains(Safeguard.SECOND_CAPTURE_FENCED)) {
            steps.add(new Step<>(() -> name + "'s transaction is refused: another producer has begun",
                    state.with(number, Capturing.STOPPED)));
            return;
        }
        int first = process.position() + 1;
        String broken = first == state.written() + 1 ? null : first <= state.written()
                ? Finding.WRITTEN_AGAIN.formatted(first) : Finding.NEVER_WRITTEN.formatted(state.written() + 1);
        boolean together = !off.contains(Safeguard.OFFSET_WITH_THE_EVENTS);
        CaptureState written = state.wrote(process.sent());
        CaptureState committed = together ? written.read(process.sent()) : written;
        Capturing next = together ? new Capturing(Phase.READING, process.sent(), 0)
                : new Capturing(Phase.COMMITTED_WITHOUT_OFFSET, process.sent(), process.sent());
        String what = name + " commits the changes " + first + " to " + process.sent();
        steps.add(new Step<>(() -> what, committed.with(number, next), broken));
        if (state.faults() > 0) {
            steps.add(new Step<>(() -> what + ", does not hear of it, and stops",
                    committed.with(number, Capturing.STOPPED).fault(), broken));
        }
    }

    @Override
    public String broken(CaptureState state) {
        return null;
    }

    @Override
    public boolean done(CaptureState state) {
        return state.written() == CHANGES;
    }
}
