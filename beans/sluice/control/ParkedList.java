package sluice.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What {@code parked list} prints: the same on the command line and over JMX; counts and no values. */
record ParkedList(List<ParkedRegister.Group> groups) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HEADER = List.of("table", "error", "state", "rows", "ids", "first parked", "last parked");

    long open() {
        return groups.stream().filter(ParkedRegister.Group::open).mapToLong(ParkedRegister.Group::rows).sum();
    }

    @Override
    public String toString() {
        long open = open();
        String sum = open == 1 ? "1 row is parked" : open + " rows are parked";
        if (groups.isEmpty()) {
            return sum;
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        groups.forEach(group -> rows.add(List.of(group.table(), group.error(), group.state(), Long.toString(group.rows()),
                group.rows() == 1 ? Long.toString(group.firstId()) : group.firstId() + ".." + group.lastId(), group.first(), group.last())));
        return new Columns(rows, Set.of(3)) + "\n\n" + sum;
    }

    String json() {
        try {
            return JSON.writeValueAsString(groups);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of numbers and strings are always JSON", impossible);
        }
    }
}
