package sluice.capture;

import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.capture.resync.Resyncs;

/**
 * The capture of this process and its turn: it stands by, and says for whom, while another process captures
 * ({@link CaptureOwnership}). Resyncs are taken by the process whose turn it is.
 */
final class CaptureTurn {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureTurn.class);

    private final CaptureMonitor monitor;
    private final CaptureOwnership ownership;
    private final Resyncs resyncs;

    CaptureTurn(CaptureComponent component) {
        this.monitor = component.monitor();
        this.ownership = component.ownership();
        this.resyncs = component.resyncs();
    }

    /** From now on it may become the turn of {@code capture}, which is started again when it is over. */
    void join(CaptureConsumer capture) {
        ownership.join(capture::again);
    }

    /** The turn goes to another process, if there is one. */
    void leave() {
        resyncs.detach();
        ownership.leave();
    }

    /**
     * Waits for the turn, then takes the place of whoever captured before. The transactional id is taken by an exchange without a message,
     * and only behind it the offset may be read: in the other order a batch of the one before could slip in between, and would be written again.
     *
     * @param wanted false ends the waiting
     * @param claim  sends an exchange
     * @param again  ends the engine and starts it again, for resyncs
     * @return false if the waiting was ended
     * @throws KafkaException if the processes cannot agree on a turn
     */
    boolean take(BooleanSupplier wanted, Runnable claim, Runnable again) throws InterruptedException {
        if (!ownership.await(wanted, this::standBy)) {
            return false;
        }
        monitor.become("starting", "");
        claim.run();
        resyncs.attach(again);
        return true;
    }

    private void standBy(String reason) {
        if (!monitor.isStandingBy()) {
            LOG.info("Capture stands by: {}", reason);
        }
        resyncs.detach();
        monitor.become(CaptureMonitor.STANDBY, reason);
    }

    /** Whether the engine has ended because another process has its turn. Then the start that waits for the next one is asked for already. */
    boolean isOver(Throwable why) {
        boolean over = !ownership.isHeld() && !ownership.isBroken();
        if (over) {
            LOG.info("Another process captures now: {}", why == null ? "the engine has ended" : why.getMessage());
        }
        return over;
    }
}
