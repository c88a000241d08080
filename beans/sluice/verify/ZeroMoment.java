package sluice.verify;

/**
 * A date or time of the source with a zero for its day, month or all of it, which no other database has. What it may be in the target is
 * the settings' choice ({@link ZeroDatesHere}).
 *
 * @param text as MySQL writes it
 */
record ZeroMoment(String text) {
}
