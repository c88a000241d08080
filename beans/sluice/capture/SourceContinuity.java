package sluice.capture;

import java.sql.SQLException;
import java.util.Map;
import sluice.control.SourceDatabase;

/**
 * Whether the server that answers now can go on where the recorded offset ends. Looked at before each start of the
 * engine, and the engine ends with its connection: so no other server, no emptied binlog and no older backup slips in.
 *
 * <p>The gap that it prevents: Debezium by itself looks for the name of the binlog's file only. After a failover, RESET
 * MASTER or a restore the same name stands for other changes, and all that was between is lost without a word (P1).
 */
final class SourceContinuity {

    private final SourceDatabase source;
    private final String offsets;
    private String server;
    private boolean byGtids;
    private boolean hasGtids;
    private boolean confirmed;

    /** @param offsets the topic of the recorded offsets, for the remedy */
    SourceContinuity(SourceDatabase source, String offsets) {
        this.source = source;
        this.offsets = offsets;
    }

    /**
     * @param resume where to go on; null if a snapshot begins, for which any server will do
     * @return the server's uuid
     * @throws CaptureStopException if changes would be missing
     * @throws SQLException         if the server cannot be asked
     */
    String check(SourceOffset resume) throws SQLException {
        try (SourceBinlog binlog = new SourceBinlog(source)) {
            server = binlog.server();
            hasGtids = binlog.hasGtids();
            byGtids = hasGtids;
            if (resume != null && byGtids && resume.gtids() != null) {
                checkGtids(binlog, resume);
            } else if (resume != null && resume.file() != null) {
                byGtids = false;
                checkServer(resume);
                checkFile(resume, binlog.files());
            }
        }
        return server;
    }

    /** Whether the server that was checked numbers its transactions. */
    boolean hasGtids() {
        return hasGtids;
    }

    /** Between the check and the engine's own connection the address may have moved on; with GTIDs the server itself refuses then. */
    void confirm() {
        if (confirmed || byGtids) {
            return;
        }
        try (SourceBinlog binlog = new SourceBinlog(source)) {
            if (!binlog.server().equals(server)) {
                throw new SourceLostException("the server at " + source.address() + " has changed while capture connected");
            }
        } catch (SQLException e) {
            throw new CaptureException("the source cannot be asked who it is: " + e.getMessage(), e);
        }
        confirmed = true;
    }

    private void checkGtids(SourceBinlog binlog, SourceOffset resume) throws SQLException {
        String never = binlog.neverHad(resume.captured());
        if (!never.isEmpty()) {
            throw stop(resume, "has never had the transactions " + never + ", which are captured: " + (server.equals(resume.server())
                    ? "its binlog was reset (RESET MASTER), or it was restored from an older backup"
                    : "it took over without them, or is no replica of the server that was read before (" + resume.server() + ")"));
        }
        String gone = binlog.purgedBeyond(resume.gtids());
        if (!gone.isEmpty()) {
            throw stop(resume, "has purged the transactions " + gone + " from its binlog before they were captured");
        }
    }

    private void checkServer(SourceOffset resume) {
        if (resume.server() != null && !resume.server().equals(server)) {
            throw stop(resume, "is another server (server_uuid " + server + ") than the one that was read (" + resume.server()
                    + "), and without GTIDs nobody knows where in its binlog to go on");
        }
    }

    private void checkFile(SourceOffset resume, Map<String, Long> files) {
        Long size = files.get(resume.file());
        if (size == null && isOlder(resume.file(), files.keySet().iterator().next())) {
            throw stop(resume, "has purged its binlog up to " + files.keySet().iterator().next());
        }
        if (size == null || resume.position() > size) {
            String last = files.keySet().stream().reduce((before, after) -> after).orElseThrow();
            throw stop(resume, "has no such place in its binlog, which ends at " + last + ":" + files.get(last)
                    + ": it was reset (RESET MASTER), or the server was restored from an older backup");
        }
    }

    private static boolean isOlder(String file, String first) {
        return number(file) >= 0 && number(first) >= 0 && number(file) < number(first);
    }

    private static long number(String file) {
        String digits = file.substring(file.lastIndexOf('.') + 1);
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
    }

    private CaptureStopException stop(SourceOffset resume, String what) {
        return new CaptureStopException("capture cannot go on from " + resume + ": MySQL at " + source.address() + " " + what
                + ". Changes would be missing. Either let source.hostname name a server that has them (put the binlog back, or take a"
                + " replica), or copy the tables anew: stop Sluice, delete the topic " + offsets + ", start it again. With"
                + " capture.enabled=false, what is captured already is applied meanwhile");
    }
}
