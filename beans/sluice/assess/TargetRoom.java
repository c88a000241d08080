package sluice.assess;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.schema.DictionaryQuery;

/**
 * Whether the target has room for the rows, the redo of writing them, and the archived redo.
 *
 * <p>Nothing is lost where it has not: Sluice waits until somebody makes room. But that may be at night.
 */
final class TargetRoom implements Check {

    /** What rows need more in Oracle than in InnoDB: block overhead, PCTFREE, the primary key's index. */
    private static final double ROWS = 1.5;
    /** Redo of inserted rows, with that of their undo and index entries. */
    private static final double REDO = 2.5;
    private static final long SMALL_REDO = 2L << 30;

    private final TargetServer target;
    private final Volume volume;

    TargetRoom(TargetServer target, Volume volume) {
        this.target = target;
        this.volume = volume;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        tablespace(findings);
        logging(findings);
        redo(findings);
        archive(findings);
    }

    private void tablespace(Findings findings) throws SQLException {
        Optional<Map<String, String>> quota = first(DictionaryQuery.QUOTA, findings);
        if (quota.isEmpty()) {
            return;
        }
        String tablespace = quota.get().get("DEFAULT_TABLESPACE");
        long needed = (long) (volume.bytes() * ROWS);
        long limit = quota.get().containsKey("MAX_BYTES") ? number(quota.get(), "MAX_BYTES") : 0;
        if (!unlimited(findings) && limit >= 0 && limit - number(quota.get(), "BYTES") < Math.max(1, needed)) {
            String reason = limit == 0 ? target.user() + " has no quota on " + tablespace
                    : target.user() + " has a quota of " + Volume.size(limit) + " on " + tablespace + ", "
                            + Volume.size(number(quota.get(), "BYTES")) + " of it used; the rows need about " + Volume.size(needed);
            findings.add(FindingId.TARGET_QUOTA, limit == 0 ? Severity.ERROR : Severity.WARNING, tablespace, reason,
                    "ALTER USER \"" + target.user() + "\" QUOTA UNLIMITED ON \"" + tablespace + "\";");
        }
        space(findings, tablespace, needed);
    }

    private boolean unlimited(Findings findings) throws SQLException {
        return target.ask(DictionaryQuery.PRIVILEGES, findings).stream().flatMap(List::stream)
                .anyMatch(row -> row.get("PRIVILEGE").equals("UNLIMITED TABLESPACE"));
    }

    private void space(Findings findings, String tablespace, long needed) throws SQLException {
        Optional<List<Map<String, String>>> growth = target.ask(DictionaryQuery.FILE_GROWTH, findings);
        long free = bytes(target.ask(DictionaryQuery.FREE_SPACE, findings).orElse(List.of()), tablespace);
        long room = free + bytes(growth.orElse(List.of()), tablespace);
        if (room < needed) {
            findings.warning(FindingId.TARGET_SPACE, tablespace, Volume.size(free) + " are free" + (growth.isEmpty()
                    ? " (how far its files may grow could not be seen)" : ", and its files may grow to " + Volume.size(room))
                    + "; the rows need about " + Volume.size(needed), "ALTER TABLESPACE \"" + tablespace
                    + "\" ADD DATAFILE SIZE 1G AUTOEXTEND ON NEXT 1G;");
        }
    }

    private void logging(Findings findings) throws SQLException {
        Optional<Map<String, String>> log = first(DictionaryQuery.LOGGING, findings);
        if (log.isPresent() && !log.get().get("FORCE_LOGGING").equals("YES") && log.get().get("LOG_MODE").equals("ARCHIVELOG")) {
            findings.note(FindingId.FORCE_LOGGING, "target", "FORCE_LOGGING=" + log.get().get("FORCE_LOGGING") + ": Sluice logs all that"
                    + " it writes, but an index or a load of others with NOLOGGING would be missing in a standby",
                    "ALTER DATABASE FORCE LOGGING;");
        } else if (log.isPresent() && !log.get().get("LOG_MODE").equals("ARCHIVELOG")) {
            findings.warning(FindingId.FORCE_LOGGING, "target", "LOG_MODE=" + log.get().get("LOG_MODE") + ": the target cannot be"
                    + " restored to a moment, and its watermarks have to be of the rows' moment", "-- mounted, as SYSDBA:",
                    "ALTER DATABASE ARCHIVELOG;");
        }
    }

    private void redo(Findings findings) throws SQLException {
        Optional<Map<String, String>> redo = first(DictionaryQuery.REDO, findings);
        if (redo.isPresent() && number(redo.get(), "BYTES") < Math.min(SMALL_REDO, volume.bytes() * REDO)) {
            findings.warning(FindingId.REDO_SPACE, "target", redo.get().get("LOGS") + " redo logs of "
                    + Volume.size(number(redo.get(), "BYTES")) + " in all: the copy switches them all the time, and waits for the writer",
                    "ALTER DATABASE ADD LOGFILE GROUP " + (number(redo.get(), "LAST_GROUP") + 1) + " SIZE 2G;");
        }
    }

    private void archive(Findings findings) throws SQLException {
        Optional<Map<String, String>> area = first(DictionaryQuery.RECOVERY_AREA, findings);
        long needed = (long) (volume.bytes() * REDO);
        if (area.isPresent()) {
            long free = number(area.get(), "SPACE_LIMIT") - number(area.get(), "SPACE_USED") + number(area.get(), "SPACE_RECLAIMABLE");
            if (free < needed) {
                findings.warning(FindingId.ARCHIVE_SPACE, "target", Volume.size(free) + " are free in the recovery area; the copy"
                        + " archives about " + Volume.size(needed) + " of redo, and everything stands still where it is full",
                        "ALTER SYSTEM SET DB_RECOVERY_FILE_DEST_SIZE = "
                                + ((number(area.get(), "SPACE_LIMIT") + needed - free >> 30) + 1) + "G;",
                        "-- or back the archived logs up and delete them while the copy runs");
            }
        }
    }

    private Optional<Map<String, String>> first(DictionaryQuery query, Findings findings) throws SQLException {
        return target.ask(query, findings).flatMap(rows -> rows.stream().findFirst());
    }

    private static long bytes(List<Map<String, String>> rows, String tablespace) {
        return rows.stream().filter(row -> row.get("TABLESPACE_NAME").equals(tablespace)).mapToLong(row -> number(row, "BYTES")).sum();
    }

    private static long number(Map<String, String> row, String name) {
        return row.containsKey(name) ? new java.math.BigDecimal(row.get(name)).longValue() : 0;
    }
}
