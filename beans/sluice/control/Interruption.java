package sluice.control;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done before the process ends by a signal; nothing once it is withdrawn. */
final class Interruption {

    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);

    private final Thread hook;

    /** What is to be done. */
    @FunctionalInterface
    interface Action {
        void run() throws InterruptedException;
    }

    Interruption(Action action) {
        hook = new Thread(() -> {
            try {
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void withdraw() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process ends already", e);
        }
    }
}
