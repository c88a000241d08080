package sluice.model;

import java.util.Set;

/** What is searched: small enough for every state to be visited, large enough for every safeguard to be missed somewhere. */
enum Scene {

    /** Two keys in one partition, a row that is deleted and comes back. */
    CHANGES(new World(3, 0, "a1 b2 -a3 a4")),
    /** A row that the target refuses, and a later change of it; the operator mends the target and asks for a replay, at any time. */
    PARKING(new World(2, 1, "a1! b2 a3")),
    /** A truncate in two partitions, with rows before and behind it. */
    BARRIER(new World(1, 0, "a1 T3 a4", "b2 T3 b5")),
    /** A parked row that a truncate ends. */
    REPLAY(new World(2, 1, "a1! T2 b3")),
    /** Four changes of the source, two of them a changed key; {@link Capture}. */
    CAPTURE(null),
    /** Two keys in one partition that several transactions apply at once; {@link Sharing}. */
    STRANDS(null);

    private final World world;

    Scene(World world) {
        this.world = world;
    }

    Search.Result search(Set<Safeguard> off) {
        return switch (this) {
            case CAPTURE -> new Search<>(new Capture(off)).run();
            case STRANDS -> new Search<>(new Sharing(off)).run();
            default -> new Search<>(new Apply(world, off)).run();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase() + (world == null ? "" : " " + world);
    }
}
