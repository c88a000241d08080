package sluice.model;

/**
 * One partition's part of a batch: {@code sluice.apply.Slice}.
 *
 * @param from     first offset in hand
 * @param expected the watermark that the target must have
 * @param next     the watermark behind it
 * @param barrier  whether it ends at the barrier
 */
record Slice(int partition, int from, int expected, int next, boolean barrier, int parkedKeys) {
}
