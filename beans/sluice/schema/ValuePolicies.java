package sluice.schema;

/**
 * What is done with values that MySQL keeps and Oracle does not. The settings {@code values.*} name them.
 *
 * <p>No policy drops a value without a word: each either keeps what can be told, or refuses the row as an error of its data.
 *
 * @param emptyNotNull {@code ''} in a NOT NULL column of text or bytes
 */
public record ValuePolicies(EmptyNotNull emptyNotNull) {

    /** What the settings say when nobody has changed them. */
    public static final ValuePolicies DEFAULT = new ValuePolicies(EmptyNotNull.NULLABLE);

    /** {@code ''} where NULL is not allowed; Oracle stores it as NULL. */
    public enum EmptyNotNull {
        /** The column allows NULL in the target. NULL can only mean {@code ''} there, so nothing is lost. */
        NULLABLE,
        /** One blank is stored. */
        SPACE,
        /** The row is refused. */
        PARK
    }
}
