package sluice.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMException;
import sluice.capture.CaptureMonitor;
import sluice.capture.CapturedTables;
import sluice.capture.resync.Resync;
import sluice.capture.resync.ResyncChecks;
import sluice.capture.resync.ResyncRefusedException;
import sluice.capture.resync.Resyncs;
import sluice.schema.TableId;

/**
 * The operators' way to have tables read once more, in the process that captures.
 *
 * <p>Everything is checked before anything is asked for; a refusal is an {@link IllegalArgumentException}, which every JMX client knows.
 */
public final class ResyncControl implements ResyncMXBean {

    /** Where JMX clients find it. */
    public static final String NAME = "sluice:type=Resync";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ResyncChecks checks;
    private final CaptureMonitor capture;
    private final Resyncs resyncs;

    public ResyncControl(Settings settings, CapturedTables tables, CaptureMonitor capture, Resyncs resyncs) {
        this.checks = new ResyncChecks(new SourceDatabase(settings), tables);
        this.capture = capture;
        this.resyncs = resyncs;
    }

    /** Makes it visible to JMX. */
    public void register() throws JMException {
        JmxRegistration.register(this, NAME);
    }

    public void unregister() throws JMException {
        JmxRegistration.unregister(NAME);
    }

    @Override
    public String getTable() {
        if (capture.get().state().equals("starting") && resyncs.progress().isEmpty()) {
            return "capture is starting: what is under way is known in a moment"; // it stands in the offset, which is not read yet
        }
        return resyncs.progress().stream().map(Resyncs.Progress::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public String getJson() {
        try {
            return JSON.writeValueAsString(resyncs.progress());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of numbers and strings are always JSON", impossible);
        }
    }

    @Override
    public String plan(String[] tables, String where) {
        checkCapture();
        return told(plans(tables, where), "%s: ", "would be ");
    }

    @Override
    public String resync(String[] tables, String where) {
        checkCapture();
        Map<Resync, Long> plans = plans(tables, where);
        boolean begun = carriedOut(() -> resyncs.request(plans, LIMIT));
        return begun ? told(plans, "%s: ", "are ") : "asked for; it begins when capture is back (" + capture.get().state() + ": "
                + capture.get().reason() + ")";
    }

    @Override
    public String cancel(String[] tables) {
        List<TableId> ids = Arrays.stream(tables).map(ResyncControl::id).toList();
        boolean done = carriedOut(() -> resyncs.cancel(ids, LIMIT));
        return (done ? "given up" : "is given up when capture is back") + ": " + String.join(", ", tables)
                + ". What was not read yet is missing in the target, or as it was before, until a resync of all rows is through";
    }

    private void checkCapture() {
        if (!resyncs.isAttached()) {
            throw new IllegalArgumentException("this process does not capture" + switch (capture.get().state()) {
                case "off" -> " (capture.enabled=false): ask the one that does, with --pid where several run here";
                case "standby" -> ": " + capture.get().reason() + ". Ask that one";
                default -> " (" + capture.get().state() + ", " + capture.get().reason() + "): './sluice route start capture'";
            });
        } else if (capture.get().state().equals("snapshot")) {
            throw new IllegalArgumentException("the snapshot is under way, which reads all tables; wait for its end");
        }
    }

    private Map<Resync, Long> plans(String[] tables, String where) {
        Map<Resync, Long> plans = new LinkedHashMap<>();
        for (String table : tables) {
            carriedOut(() -> {
                ResyncChecks.Plan plan = checks.plan(table, where == null ? "" : where.strip());
                plans.put(plan.resync(), plan.about());
                return true;
            });
        }
        return plans;
    }

    private static String told(Map<Resync, Long> plans, String who, String verb) {
        List<String> lines = new ArrayList<>();
        plans.forEach((resync, about) -> lines.add(who.formatted(resync.table()) + (resync.empties()
                ? "all rows in the target " + verb + "deleted, and about " + about + " rows " + verb + "read from the source again"
                : "about " + about + " rows " + verb + "read from the source again; rows that are in the target only stay")));
        return String.join("\n", lines);
    }

    private interface Work {
        boolean run() throws SQLException, InterruptedException;
    }

    private static boolean carriedOut(Work work) {
        try {
            return work.run();
        } catch (ResyncRefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (SQLException e) {
            throw new IllegalArgumentException("the source cannot be asked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted while waiting for capture", e);
        }
    }

    private static TableId id(String name) {
        int dot = name.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException(name + " is no table: write database.table");
        }
        return new TableId(name.substring(0, dot), name.substring(dot + 1));
    }
}
