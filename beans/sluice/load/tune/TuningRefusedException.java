package sluice.load.tune;

/** Nothing can be measured now: lanes run, there is no backlog, or it is too small. The message has the remedy. */
public final class TuningRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TuningRefusedException(String message) {
        super(message);
    }
}
