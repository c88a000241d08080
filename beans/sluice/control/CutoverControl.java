package sluice.control;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sluice.cutover.Cutover;
import sluice.cutover.CutoverFailure;
import sluice.cutover.FreezeWatch;
import sluice.cutover.MigrationLog;
import sluice.cutover.SourceWrites;

/**
 * The operators' hand on the cut-over from outside of the process. It has connections of its own: a pool that hangs shall not keep the source frozen.
 *
 * <p>The race: this process dies in the freeze, and with it one of those that watch. Then another Sluice of the migration frees the source, or this one when
 * it is started again, as for {@code sluice cutover}.
 */
public final class CutoverControl implements CutoverMXBean {

    /** Where JMX clients find it. */
    public static final String NAME = "sluice:type=Cutover";

    private static final Logger LOG = LoggerFactory.getLogger(CutoverControl.class);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final Settings settings;
    private final DataSource target;
    private final MigrationLog log;
    private final Supplier<String> phase;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile Looked looked = new Looked(0, List.of());
    private volatile String doing = "";
    private volatile String outcome = "";
    private Thread looking; // guarded by this
    private Thread working; // guarded by this

    private record Check(String what, List<String> reasons) {
    }

    private record Looked(long at, List<Check> checks) {

        boolean ready() {
            return !checks.isEmpty() && checks.stream().allMatch(check -> check.reasons().isEmpty());
        }
    }

    /** What is done with a cut-over. */
    @FunctionalInterface
    private interface Act {
        void on(Cutover cutover) throws Exception;
    }

    /** @param phase where the migration was when a running Sluice last looked */
    public CutoverControl(Settings settings, Supplier<String> phase) {
        this.settings = settings;
        this.target = new DriverManagerDataSource(settings.get("target.url"), settings.get("target.user"), settings.get("target.password"));
        this.log = new MigrationLog(target, settings.get("topics.prefix"));
        this.phase = phase;
    }

    /** Makes it visible to JMX. */
    public void register() throws JMException {
        JmxRegistration.register(this, NAME);
    }

    public void unregister() throws JMException {
        JmxRegistration.unregister(NAME);
    }

    /**
     * The process ends: a cut-over that is under way is given up first, or the source would stay frozen behind it. Returns when the source takes writes again, after half a minute at the
     * most.
     */
    public void end() throws InterruptedException {
        Thread led;
        synchronized (this) {
            led = working;
        }
        if (led != null && led.isAlive()) {
            led.interrupt();
            led.join(END_LIMIT.toMillis());
        }
    }

    @Override
    public String getJson() {
        Looked last = looked;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("phase", phase.get());
        fields.put("doing", doing);
        fields.put("ready", last.ready());
        fields.put("lookedAt", last.at());
        fields.put("checks", last.checks());
        fields.put("lines", lines);
        fields.put("outcome", outcome);
        return Json.of(fields);
    }

    @Override
    public String getHistoryJson() {
        return Json.of(log.history().stream().map(CutoverCommand::fields).toList());
    }

    @Override
    public synchronized void look() {
        if (isAlive(looking) || isAlive(working)) {
            return;
        }
        looking = started("cutover-look", this::lookNow);
    }

    private void lookNow() {
        try {
            Map<String, List<String>> found = CutoverWork.look(settings, target);
            looked = new Looked(System.currentTimeMillis(), found.entrySet().stream().map(one -> new Check(one.getKey(), one.getValue())).toList());
        } catch (Exception e) {
            LOG.debug("the look fails", e);
            looked = new Looked(System.currentTimeMillis(), List.of(new Check("both servers can be asked", List.of(RootCause.of(e)))));
        }
    }

    @Override
    public void rehearse() {
        begin("rehearsal", false, Cutover::rehearse);
    }

    @Override
    public void cutOver(boolean statistics) {
        if (!looked.ready()) {
            throw new IllegalStateException("not ready for the cut-over, nothing was done: see what keeps from it, and look again");
        }
        begin("cut-over", statistics, cutover -> {
            cutover.prepare();
            cutover.run();
        });
    }

    private synchronized void begin(String what, boolean statistics, Act act) {
        if (isAlive(working)) {
            throw new IllegalStateException("a " + doing + " is under way");
        }
        lines.clear();
        outcome = "";
        doing = what;
        LOG.info("A {} begins, asked for by JMX or the page", what);
        working = started("cutover", () -> work(what, statistics, act));
    }

    private void work(String what, boolean statistics, Act act) {
        String end;
        try (CutoverWork work = CutoverWork.of(settings, target, CutoverWork.who() + ", by JMX or the page", new SourceWrites(settings), statistics, this::tell)) {
            act.on(work.cutover());
            end = "The " + what + " has ended well";
        } catch (CutoverFailure e) {
            end = "The " + what + " was given up: " + e.getMessage();
        } catch (InterruptedException e) {
            end = "The " + what + " was given up by the operator";
        } catch (Exception e) {
            LOG.warn("The {} fails", what, e);
            end = "The " + what + " was given up: " + RootCause.of(e);
        }
        LOG.info("{}", end);
        outcome = end;
        doing = "";
    }

    private void tell(String line) {
        LOG.info("{}", line);
        lines.add(line);
    }

    @Override
    public String giveUp() {
        synchronized (this) {
            if (isAlive(working)) {
                working.interrupt();
                return "the " + doing + " is being given up";
            }
        }
        MigrationLog.Stand stand = log.read().orElse(null);
        if (stand == null || !stand.phase().isFrozen()) {
            return "no cut-over is under way";
        }
        try {
            new FreezeWatch(target, settings).free(stand, Duration.ZERO, CutoverWork.who());
        } catch (SQLException e) {
            throw new IllegalStateException("the source cannot be freed: " + RootCause.of(e), e);
        }
        return "the source takes writes again";
    }

    private static boolean isAlive(Thread thread) {
        return thread != null && thread.isAlive();
    }

    private static Thread started(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
