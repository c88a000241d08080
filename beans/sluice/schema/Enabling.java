package sluice.schema;

/**
 * What the cut-over does to a thing that was created disabled.
 *
 * @param sql       enforces it for what is written from then on; looks at as few rows as the target allows, since the service waits meanwhile
 * @param offenders a query of the first rows that break it, by their keys: the proof before the freeze that {@code sql} needs not look at rows; null
 *                  where no row can
 * @param validate  has the target look at all rows, once the service writes to it; null where it has no such statement
 */
public record Enabling(String sql, String offenders, String validate) {

    /** What no row can break. */
    public static Enabling of(String sql) {
        return new Enabling(sql, null, null);
    }
}
