package sluice.cutover;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.Settings;

/**
 * The dead-man: looks in every running Sluice whether who holds the source frozen is still alive, and frees the source if not.
 *
 * <p>The race: the holder was only slow, and goes on. It has lost the lease by then: every step of it compares the holder, so it cannot come to
 * {@code switched} over a source that takes writes again. And the connection by which it freezes is ended first, so that it cannot freeze the source
 * when nobody holds it any more.
 */
public final class FreezeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FreezeWatch.class);

    private final MigrationLog log;
    private final SourceWrites source;
    private final Duration lease;
    private final String name = "watch of process " + ProcessHandle.current().pid();

    public FreezeWatch(DataSource target, Settings settings) {
        this.log = new MigrationLog(target, settings.get("topics.prefix"));
        this.source = new SourceWrites(settings);
        this.lease = Duration.ofSeconds(settings.integer("cutover.lease.seconds"));
    }

    /**
     * Frees the source if its holder is silent.
     *
     * @throws SQLException if the source cannot be asked; the next look tries again
     */
    public void look() throws SQLException {
        Optional<MigrationLog.Stand> stand = log.read();
        if (stand.isEmpty() || !stand.get().phase().isFrozen() || stand.get().silence().compareTo(lease) <= 0) {
            return;
        }
        LOG.warn("The cut-over of {} was not heard of for {} s: it is given up, and what it has frozen takes writes again", stand.get().holder(), stand.get().silence().toSeconds());
        free(stand.get(), lease, name);
    }

    /**
     * Takes the source over from a holder, and frees it; what an operator has frozen by his own means stays so.
     *
     * @param silence that the holder has to be silent for
     * @param who     does it
     * @throws SQLException if the source cannot be asked
     */
    public void free(MigrationLog.Stand stand, Duration silence, String who) throws SQLException {
        if (!stand.holder().equals(who) && !log.takeOver(stand.holder(), who, silence)) {
            return;
        }
        boolean ours = stand.freezer() != 0;
        if (ours) {
            source.end(stand.freezer());
            source.allow();
        }
        log.moveHeld(stand.phase(), Phase.FOLLOWING, who, stand.holder() + " was not heard of for " + stand.silence().toSeconds()
                + " s while the source was frozen; " + (ours ? "it takes writes again" : "whoever has ended its writes has to let them go on"));
    }
}
