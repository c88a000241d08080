package sluice.assess;

import java.time.Duration;
import java.util.Locale;

/**
 * How much there is to copy, and how long that takes at given rates.
 *
 * @param tables         how many
 * @param rows           the server's estimate of all their rows
 * @param bytes          what their rows occupy at the source, without secondary indexes
 * @param rowsPerSecond  rate of the copy for small rows
 * @param bytesPerSecond rate of the copy for large rows
 */
public record Volume(int tables, long rows, long bytes, long rowsPerSecond, long bytesPerSecond) {

    /** The longer of what the rows and what the bytes take. */
    public Duration copyTime() {
        return Duration.ofSeconds(Math.max(rows / rowsPerSecond, bytes / bytesPerSecond));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d tables, about %,d rows, %s; the copy takes about %s at %,d rows/s and %s/s",
                tables, rows, size(bytes), time(copyTime()), rowsPerSecond, size(bytesPerSecond));
    }

    /** {@code 1.5 GB}; in powers of 1024. */
    public static String size(long bytes) {
        String[] units = {"bytes", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    /** {@code 40 s}, {@code 12 min}, {@code 5.5 h}, {@code 3.2 days}. */
    public static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 120) {
            return Math.max(1, seconds) + " s";
        } else if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800
                ? String.format(Locale.ROOT, "%.1f h", seconds / 3_600.0)
                : String.format(Locale.ROOT, "%.1f days", seconds / 86_400.0);
    }
}
