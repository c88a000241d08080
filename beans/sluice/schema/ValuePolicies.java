package sluice.schema;

import java.time.LocalDate;

/**
 * What is done with values that MySQL keeps and Oracle does not. The settings {@code values.*} name them.
 *
 * <p>No policy drops a value without a word: each either keeps what can be told, or refuses the row as an error of its data.
 *
 * @param emptyNotNull {@code ''} in a NOT NULL column of text or bytes
 * @param zeroDate     a zero date in a NOT NULL column
 */
public record ValuePolicies(EmptyNotNull emptyNotNull, ZeroDates zeroDate) {

    /** What the settings say when nobody has changed them. */
    public static final ValuePolicies DEFAULT = new ValuePolicies(EmptyNotNull.NULLABLE, ZeroDates.PARK);

    /** {@code ''} where NULL is not allowed; Oracle stores it as NULL. */
    public enum EmptyNotNull {
        /** The column allows NULL in the target. NULL can only mean {@code ''} there, so nothing is lost. */
        NULLABLE,
        /** One blank is stored; for bytes, which have none, as NULLABLE. */
        SPACE,
        /** The row is refused. */
        PARK
    }

    /**
     * What a zero date becomes.
     *
     * @param isNull whether it becomes NULL, and the column allows NULL in the target
     * @param date   the date that stands for it, null for none; neither: the row is refused
     */
    public record ZeroDates(boolean isNull, LocalDate date) {

        /** The row is refused. */
        public static final ZeroDates PARK = new ZeroDates(false, null);

        /** @param setting {@code park}, {@code null} or a date */
        public static ZeroDates of(String setting) {
            return switch (setting) {
                case "park" -> PARK;
                case "null" -> new ZeroDates(true, null);
                default -> new ZeroDates(false, LocalDate.parse(setting));
            };
        }
    }
}
