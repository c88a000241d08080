package sluice.apply;

/** So many rows are refused that parking is not the exception any more; the lane stops, and nothing of the batch is written. */
public final class ParkingLimitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ParkingLimitException(String message) {
        super(message);
    }
}
