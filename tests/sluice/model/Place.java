package sluice.model;

/**
 * Where a partition stands in a process: {@code sluice.apply.Place}, and the Kafka client's own position.
 *
 * @param state      how much is known of it
 * @param watermark  as the chain has it
 * @param position   where the client has to stand
 * @param parkedKeys of which there are unresolved parked rows, a bit each
 * @param client     where the client stands
 */
record Place(State state, int watermark, int position, int parkedKeys, int client) {

    static final Place NONE = new Place(State.NONE, 0, 0, 0, 0);
    static final Place NEW = new Place(State.UNKNOWN, 0, 0, 0, 0);

    enum State { NONE, UNKNOWN, HALF, OPEN, AT_BARRIER }

    boolean known() {
        return state == State.OPEN || state == State.AT_BARRIER;
    }

    /** All must be read from the target again; the client stays where it is. */
    Place lose() {
        return state == State.NONE ? this : new Place(State.UNKNOWN, 0, 0, 0, client);
    }

    /** One of the two things that are read is there: the watermark or the keys. */
    Place half(int watermark, int parkedKeys) {
        return new Place(State.HALF, watermark, 0, parkedKeys, client);
    }

    Place found(int watermark, int position, int parkedKeys) {
        return new Place(State.OPEN, watermark, position, parkedKeys, client);
    }

    /** This process moved the watermark. */
    Place moved(int next, boolean barrier) {
        return new Place(barrier ? State.AT_BARRIER : State.OPEN, next, next, parkedKeys, client);
    }

    /** The barrier is done: the client goes on behind it, the watermark stays on it until the next commit. */
    Place pass() {
        return new Place(State.OPEN, watermark, watermark + 1, parkedKeys, client);
    }

    Place polled(int end) {
        return new Place(state, watermark, position, parkedKeys, end);
    }
}
