package sluice.load;

/**
 * What becomes of the operator's limits where only a share of them may be used, so that one number lowers all of them, in this order: a batch
 * has fewer rows and bytes, in proportion; under a fiftieth also fewer transactions are open, down to one at a hundredth; under that the
 * consumers rest, too.
 *
 * <p>The order is that of the price: a smaller batch is a shorter transaction at nearly the same rate, a connection less is not.
 * Nothing is ever more than its limit, or nothing at all.
 *
 * @param part more than 0, at most 1
 */
record Share(double part) {

    private static final double FEWER_TRANSACTIONS = 0.02;
    private static final double ONE_TRANSACTION = 0.01;

    int rows(int limit) {
        return (int) Math.max(1, Math.round(limit * part));
    }

    long bytes(long limit) {
        return Math.max(1, Math.round(limit * part));
    }

    int transactions(int limit) {
        double open = Math.max(0, Math.min(1, (part - ONE_TRANSACTION) / (FEWER_TRANSACTIONS - ONE_TRANSACTION)));
        return 1 + (int) Math.round((limit - 1) * open);
    }

    /** Whether nothing but the batches is smaller for it. */
    boolean rowsAlone() {
        return part >= FEWER_TRANSACTIONS;
    }

    /** Whether consumers rest for it. */
    boolean rests() {
        return part < ONE_TRANSACTION;
    }

    int dutyPercent(int limit) {
        return !rests() ? limit : (int) Math.max(1, Math.round(limit * part / ONE_TRANSACTION));
    }
}
