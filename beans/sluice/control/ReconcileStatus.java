package sluice.control;

/**
 * A table that keeps rows which Sluice did not write.
 *
 * @param table  at the source
 * @param reason why it is to be reconciled, and how
 * @param since  when that was found, as an ISO 8601 instant
 */
public record ReconcileStatus(String table, String reason, String since) {
}
