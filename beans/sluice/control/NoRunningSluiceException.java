package sluice.control;

/** There is no running Sluice to talk to, or more than one and none was chosen; the message lists what there is. */
public class NoRunningSluiceException extends RuntimeException {

    public NoRunningSluiceException(String message) {
        super(message);
    }
}
