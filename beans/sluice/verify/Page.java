package sluice.verify;

import java.util.List;

/**
 * Some rows of one side, in the order of that side's key.
 *
 * @param rows  each with the values of the columns, the key's first
 * @param last  whether there are none behind them
 * @param bytes that they take in memory, about
 * @param nanos that it took to read them
 */
record Page(List<Object[]> rows, boolean last, long bytes, long nanos) {
}
