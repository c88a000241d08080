package sluice.control;

import java.util.ArrayList;
import java.util.List;
import sluice.control.monitoring.Monitoring;
import sluice.control.page.Page;

/**
 * The checks before the start: MySQL, Kafka, the target, and the port of our own, each with one clear message.
 *
 * <p>All are asked before anything is refused, so that one attempt tells all that is to be done. Nothing is
 * changed anywhere.
 */
public final class Preflight {

    private final Settings settings;

    public Preflight(Settings settings) {
        this.settings = settings;
    }

    /**
     * Asks each server.
     *
     * @throws PreflightException with a line for each server that fails
     */
    public void check() {
        check(List.of(new SourcePreflight(settings)::check, new KafkaPreflight(settings)::check,
                new TargetPreflight(settings)::check, new Monitoring(settings)::check, new Page(settings)::check));
    }

    /** The same for a command that has nothing to ask of the source, and opens no port. */
    void checkKafkaAndTarget() {
        check(List.of(new KafkaPreflight(settings)::check, new TargetPreflight(settings)::check));
    }

    /** The same for a command that opens no port. */
    void checkServers() {
        check(List.of(new SourcePreflight(settings)::check, new KafkaPreflight(settings)::check, new TargetPreflight(settings)::check));
    }

    private static void check(List<Runnable> checks) {
        List<PreflightException> failures = new ArrayList<>();
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (PreflightException failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            throw new PreflightException(failures);
        }
    }
}
