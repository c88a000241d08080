package sluice.schema;

/**
 * Makes what the target's driver is given for the values of one column. Which one a column needs is decided once.
 *
 * <p>It keeps a value or refuses it: what the target would round, cut or pad without an error is an {@link UnbindableValue}.
 */
@FunctionalInterface
public interface ValueBinder {

    /**
     * @param value Long, Integer, BigInteger, BigDecimal, String, Double, Float, Boolean, LocalDate, LocalDateTime,
     *              OffsetDateTime, Duration, byte[], float[] or {@link ZeroDate}; null gives null
     * @return what {@code setObject} takes, or null for NULL
     * @throws UnbindableValue when the column cannot take the value without loss
     */
    Object bind(Object value);
}
