package sluice.load;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.Settings;
import sluice.load.Verdict.Level;

/**
 * The probes of the settings. They are asked one after the other by a timer of their own, never by a consumer that polls: one that does not
 * answer holds nobody's Kafka session up, and the last verdict stands meanwhile.
 *
 * <p>The strictest verdict holds, and of equals the first.
 */
public final class Probes implements Supplier<Verdict> {

    /** The route that asks them. */
    public static final String ROUTE = "ask-probes";

    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);

    private final List<Probe> probes;
    private final boolean failureStops;
    private volatile Verdict now = Verdict.GO;
    private String told = "";

    public Probes(DataSource target, Settings settings) {
        this(of(target, settings), settings.get("load.probe.failure").equals("stop"));
    }

    /** @param failureStops whether the lanes stop while a probe does not answer; else it is left out */
    Probes(List<Probe> probes, boolean failureStops) {
        this.probes = List.copyOf(probes);
        this.failureStops = failureStops;
    }

    private static List<Probe> of(DataSource target, Settings settings) {
        List<Probe> probes = new ArrayList<>();
        settings.optional("load.flag.file").ifPresent(file -> probes.add(Probe.flagFile(Path.of(file))));
        settings.optional("load.probe.url").ifPresent(url -> probes.add(Probe.url(URI.create(url))));
        settings.optional("load.probe.sql").ifPresent(sql -> probes.add(Probe.query(target, sql, threshold(settings, "load.probe.slow.above"),
                threshold(settings, "load.probe.stop.above"))));
        return probes;
    }

    private static double threshold(Settings settings, String key) {
        return settings.optional(key).map(Double::valueOf).orElse(Double.NaN);
    }

    /** Asks all of them. */
    public void look() {
        Verdict strictest = Verdict.GO;
        for (Probe probe : probes) {
            Verdict verdict = ask(probe);
            strictest = verdict.isStricterThan(strictest) ? verdict : strictest;
        }
        if (strictest.level() != now.level()) {
            LOG.info("The probes say {}{}", strictest.level(), strictest.reason().isEmpty() ? "" : ": " + strictest.reason());
        }
        now = strictest;
    }

    private Verdict ask(Probe probe) {
        try {
            return probe.ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return now;
        } catch (Exception e) {
            String reason = "a probe fails: " + Probe.told(e);
            if (!reason.equals(told)) {
                told = reason;
                LOG.warn("{}{}", reason, failureStops ? "" : "; it is left out (load.probe.failure=ignore)");
            }
            return failureStops ? new Verdict(Level.STOP, reason) : Verdict.GO;
        }
    }

    /** What they said last. */
    @Override
    public Verdict get() {
        return now;
    }
}
