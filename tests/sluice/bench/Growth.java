package sluice.bench;

/**
 * What one migration cost.
 *
 * @param start   seconds from the start of the process until the lanes run
 * @param copy    seconds until all rows are copied
 * @param capture seconds until a backlog is in Kafka
 * @param drain   seconds until it is applied
 * @param cpu     seconds of Sluice's CPU over copy, capture and drain
 * @param heap    megabytes of Sluice's heap that are in use after a collection at the end
 */
record Growth(double start, double copy, double capture, double drain, double cpu, double heap) {
}
