package sluice.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A Sluice: a lane's thread, and the thread that carries out barriers.
 *
 * @param places of the partitions that it believes to own
 * @param batch  null between two batches
 * @param action how far it is with the barrier
 * @param doomed the rows that its open transaction deletes, a bit each
 */
record Process(List<Place> places, Batch batch, Action action, int doomed) {

    /** Each is a moment at which the process may die or sleep. */
    enum Action { NONE, CLAIMED, HELD, DELETED }

    static Process started(int partitions) {
        return new Process(Collections.nCopies(partitions, Place.NONE), null, Action.NONE, 0);
    }

    Process place(int partition, Place place) {
        List<Place> changed = new ArrayList<>(places);
        changed.set(partition, place);
        return new Process(List.copyOf(changed), batch, action, doomed);
    }

    Process batch(Batch next) {
        return new Process(places, next, action, doomed);
    }

    Process action(Action next, int rows) {
        return new Process(places, batch, next, rows);
    }

    /** Whether its transaction that empties the table is open. */
    boolean emptying() {
        return action == Action.HELD || action == Action.DELETED;
    }

    boolean idle() {
        return batch == null && action == Action.NONE;
    }
}
