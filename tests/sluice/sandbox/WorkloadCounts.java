package sluice.sandbox;

/**
 * What a workload has committed, in rows; what was rolled back stands apart and is in none of the others.
 *
 * @param inserts      rows inserted, those of a refill included
 * @param updates      rows updated
 * @param deletes      rows deleted
 * @param reinserts    rows inserted again under a key that had been deleted
 * @param keyChanges   rows whose primary key was changed
 * @param truncates    TRUNCATE TABLE statements
 * @param transactions transactions committed
 * @param rollbacks    transactions rolled back on purpose
 * @param outages      transactions that the server refused or lost, and that were given up
 */
public record WorkloadCounts(long inserts, long updates, long deletes, long reinserts, long keyChanges, long truncates,
                             long transactions, long rollbacks, long outages) {
    static final WorkloadCounts NONE = new WorkloadCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** All changes of rows; a truncate counts as one. */
    public long changes() {
        return inserts + updates + deletes + reinserts + keyChanges + truncates;
    }

    WorkloadCounts plus(WorkloadCounts other) {
        return new WorkloadCounts(inserts + other.inserts, updates + other.updates, deletes + other.deletes,
                reinserts + other.reinserts, keyChanges + other.keyChanges, truncates + other.truncates,
                transactions + other.transactions, rollbacks + other.rollbacks, outages + other.outages);
    }

    @Override
    public String toString() {
        return changes() + " changes in " + transactions + " transactions: " + inserts + " inserts, " + updates + " updates, "
                + deletes + " deletes, " + reinserts + " re-inserts, " + keyChanges + " changed keys, " + truncates
                + " truncates; " + rollbacks + " rolled back" + (outages == 0 ? "" : ", " + outages + " refused by the server or lost");
    }
}
