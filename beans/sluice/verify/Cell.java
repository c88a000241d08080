package sluice.verify;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads one cell of the current row as what its value is, the same for both databases if and only if the value is the same:
 * Long, BigInteger (beyond a Long), BigDecimal, Double, Float, String, byte[], float[], a Long of microseconds for dates, times and spans, or a
 * {@link ZeroMoment}; null for NULL. A value of the target that no value of the column can be comes as it is, and is equal to none.
 */
@FunctionalInterface
interface Cell {

    /** @param index of the column, from 1 on */
    Object read(ResultSet row, int index) throws SQLException;
}
