package sluice.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The keys of one table that one writer owns: those that stand in the table, and those that it has deleted.
 * The first hundredth is hot: four of five picks fall there.
 */
final class LiveKeys<K> {
    private final List<K> live = new ArrayList<>();
    private final Map<K, Integer> places = new HashMap<>();
    private final List<K> deleted = new ArrayList<>();

    void add(K key) {
        if (places.putIfAbsent(key, live.size()) == null) {
            live.add(key);
        }
    }

    void delete(K key) {
        if (forget(key)) {
            deleted.add(key);
        }
    }

    /** Takes the key out for good; the last one moves into its place. */
    boolean forget(K key) {
        Integer place = places.remove(key);
        if (place == null) {
            return false;
        }
        K last = live.remove(live.size() - 1);
        if (!last.equals(key)) {
            live.set(place, last);
            places.put(last, place);
        }
        return true;
    }

    void clear() {
        live.clear();
        places.clear();
        deleted.clear();
    }

    boolean isEmpty() {
        return live.isEmpty();
    }

    K hot(Random random) {
        int range = random.nextInt(5) < 4 ? Math.max(1, live.size() / 100) : live.size();
        return live.get(random.nextInt(range));
    }

    K any(Random random) {
        return live.get(random.nextInt(live.size()));
    }

    /** A key that was deleted, and is not handed out again; null when there is none. */
    K takeDeleted(Random random) {
        return deleted.isEmpty() ? null : deleted.remove(random.nextInt(deleted.size()));
    }
}
