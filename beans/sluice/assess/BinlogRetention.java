package sluice.assess;

import java.time.Duration;

/**
 * Whether the binlog outlives the copy.
 *
 * <p>What happens during the copy is read from the binlog afterwards. Where the server has purged it by then, the copy was for
 * nothing; so a day for a standstill is added to the estimate.
 */
final class BinlogRetention implements Check {

    private static final Duration STANDSTILL = Duration.ofDays(1);
    private static final long ADVISED_DAYS = 7;

    private final SourceServer server;
    private final Volume volume;

    BinlogRetention(SourceServer server, Volume volume) {
        this.server = server;
        this.volume = volume;
    }

    @Override
    public void look(Findings findings) {
        long seconds = seconds();
        if (seconds == 0 || server.variable("binlog_expire_logs_auto_purge").equals("OFF")) {
            return;
        }
        Duration kept = Duration.ofSeconds(seconds);
        Duration copy = volume.copyTime();
        String reason = "the binlog is kept for " + Volume.time(kept) + ", the copy takes about " + Volume.time(copy);
        if (kept.compareTo(copy) <= 0) {
            findings.error(FindingId.BINLOG_RETENTION, "source", reason + ": the changes made meanwhile are gone when they are"
                    + " to be read", longer(copy));
        } else if (kept.compareTo(copy.plus(STANDSTILL)) < 0) {
            findings.warning(FindingId.BINLOG_RETENTION, "source", reason + ": less than a day is left for a standstill",
                    longer(copy));
        }
    }

    private static String longer(Duration copy) {
        long days = Math.max(ADVISED_DAYS, copy.multipliedBy(3).toDays() + 1);
        return "SET PERSIST binlog_expire_logs_seconds = " + Duration.ofDays(days).toSeconds() + ";";
    }

    /** Either variable may be set; the seconds win unless they are 0. */
    private long seconds() {
        long seconds = number("binlog_expire_logs_seconds");
        return seconds > 0 ? seconds : number("expire_logs_days") * 86_400;
    }

    private long number(String variable) {
        return server.has(variable) ? (long) Double.parseDouble(server.variable(variable)) : 0;
    }
}
