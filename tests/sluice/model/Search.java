package sluice.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Visits every state that a protocol can come to, breadth first: the first fault that it finds has the shortest trace.
 *
 * <p>If there is none, it looks for states from which the end cannot be reached any more, whatever happens: from there
 * the protocol would be stuck.
 */
final class Search<S> {

    private final Protocol<S> protocol;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private int[] parents = new int[1024];
    private int[] edges = new int[8192];
    private int edgeCount;

    /**
     * What a search has found.
     *
     * @param states that were visited
     * @param broken what is wrong; null if nothing is
     * @param trace  the shortest way there, step by step
     */
    record Result(int states, String broken, List<String> trace) {

        /** The trace, a step a line, and what is wrong behind it; empty if nothing is. */
        String describe() {
            StringBuilder text = new StringBuilder();
            for (int step = 0; step < trace.size(); step++) {
                text.append("\n  ").append(step + 1).append(". ").append(trace.get(step));
            }
            return broken == null ? "" : text.append("\n  => ").append(broken).toString();
        }
    }

    Search(Protocol<S> protocol) {
        this.protocol = protocol;
    }

    Result run() {
        visit(protocol.start(), -1);
        for (int number = 0; number < states.size(); number++) {
            for (Step<S> step : protocol.steps(states.get(number))) {
                Integer known = numbers.get(step.next());
                int next = known == null ? visit(step.next(), number) : known;
                edge(number, next);
                String broken = step.broken() != null ? step.broken() : known == null ? protocol.broken(step.next()) : null;
                if (broken != null) {
                    List<String> trace = trace(number);
                    trace.add(step.what().get());
                    return new Result(states.size(), broken, trace);
                }
            }
        }
        int stuck = stuck();
        return stuck < 0 ? new Result(states.size(), null, List.of())
                : new Result(states.size(), Finding.STUCK, trace(stuck));
    }

    private int visit(S state, int parent) {
        int number = states.size();
        numbers.put(state, number);
        states.add(state);
        if (number == parents.length) {
            parents = Arrays.copyOf(parents, 2 * number);
        }
        parents[number] = parent;
        return number;
    }

    private void edge(int from, int to) {
        if (edgeCount == edges.length) {
            edges = Arrays.copyOf(edges, 2 * edgeCount);
        }
        edges[edgeCount++] = from;
        edges[edgeCount++] = to;
    }

    private List<String> trace(int number) {
        List<String> trace = new ArrayList<>();
        for (int state = number; parents[state] >= 0; state = parents[state]) {
            trace.add(describe(parents[state], state));
        }
        Collections.reverse(trace);
        return trace;
    }

    private String describe(int from, int to) {
        return protocol.steps(states.get(from)).stream().filter(step -> step.next().equals(states.get(to))).findFirst()
                .orElseThrow().what().get();
    }

    /** The first state from which no way leads to the end; -1 if there is none. Goes backwards from the end. */
    private int stuck() {
        int[] firsts = new int[states.size() + 1];
        for (int edge = 0; edge < edgeCount; edge += 2) {
            firsts[edges[edge + 1] + 1]++;
        }
        for (int state = 0; state < states.size(); state++) {
            firsts[state + 1] += firsts[state];
        }
        int[] before = new int[edgeCount / 2];
        int[] filled = firsts.clone();
        for (int edge = 0; edge < edgeCount; edge += 2) {
            before[filled[edges[edge + 1]]++] = edges[edge];
        }
        boolean[] ends = new boolean[states.size()];
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int state = 0; state < ends.length; state++) {
            if (protocol.done(states.get(state))) {
                ends[state] = true;
                open.add(state);
            }
        }
        while (!open.isEmpty()) {
            int state = open.remove();
            for (int i = firsts[state]; i < firsts[state + 1]; i++) {
                if (!ends[before[i]]) {
                    ends[before[i]] = true;
                    open.add(before[i]);
                }
            }
        }
        for (int state = 0; state < ends.length; state++) {
            if (!ends[state]) {
                return state;
            }
        }
        return -1;
    }
}
