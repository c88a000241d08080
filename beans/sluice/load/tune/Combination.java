package sluice.load.tune;

/**
 * What is tried: so many consumers, of which each takes so many changes into a transaction at most.
 *
 * @param consumers of one lane, in all processes together
 * @param batchRows changes, before compaction
 */
public record Combination(int consumers, int batchRows) {

    @Override
    public String toString() {
        return consumers + (consumers == 1 ? " consumer" : " consumers") + " x " + batchRows;
    }
}
