package sluice.load;

/** The limits that the target's owner has set, and that may be changed while Sluice runs. */
public final class Limits {

    private volatile int concurrentTransactions;

    /** @param concurrentTransactions that all lanes of this process may have open at once, at least 1 */
    public Limits(int concurrentTransactions) {
        this.concurrentTransactions = concurrentTransactions;
    }

    /** Asked by the throttle for every batch. */
    public int concurrentTransactions() {
        return concurrentTransactions;
    }
}
