package sluice.chaos;

import java.util.Collections;
import java.util.Set;
import java.util.function.Consumer;
import sluice.control.Sluice;
import sluice.sandbox.OsProcess;

/** What goes wrong for a while, and whom it concerns; of two at once each concerns another one. */
enum Disturbance {
    CAPTURE_KILLED("capture", arena -> arena.capturing().kill(), arena -> arena.capturing().start()),
    CAPTURE_FROZEN("capture", arena -> arena.capturing().freeze(), arena -> arena.capturing().thaw()),
    /** As by a second capture: what it is sending fails for good. */
    CAPTURE_FENCED("capture kafka", arena -> arena.changeTopics().fenceCapture(), arena -> arena.changeTopics().fenceCapture()),
    LANE_KILLED("lane", arena -> arena.applying().kill(), arena -> arena.applying().start()),
    LANE_FROZEN("lane", arena -> arena.applying().freeze(), arena -> arena.applying().thaw()),
    LANE_SUSPENDED("lane", arena -> route(arena, "suspend"), arena -> route(arena, "resume")),
    REBALANCE("group", arena -> arena.passing().start(), arena -> arena.passing().stop()),
    REBALANCE_BY_DEATH("group", arena -> arena.passing().start(), arena -> arena.passing().kill()),
    /** Every second or two. */
    REBALANCES("group", arena -> arena.restless().begin(), arena -> arena.restless().end()),
    /** Kafka is told that nothing is applied yet: the watermarks know better. */
    OFFSETS_RESET("capture lane group kafka", arena -> {
        arena.capturing().kill();
        arena.applying().kill();
        arena.changeTopics().resetOffsets();
    }, arena -> {
        arena.capturing().start();
        arena.applying().start();
    }),
    /** As a capture does after a death that does not commit its offset together with the events. */
    EVENTS_TWICE("capture kafka", arena -> {
        arena.capturing().kill();
        arena.changeTopics().writeAgain();
    }, arena -> arena.capturing().start()),
    TARGET_KILLED("target", arena -> arena.target().kill(), arena -> arena.target().start()),
    TARGET_FROZEN("target", arena -> arena.target().freeze(), arena -> arena.target().thaw()),
    TARGET_CUT("target", arena -> arena.targetNet().cut(), arena -> arena.targetNet().heal()),
    TARGET_STALLED("target", arena -> arena.targetNet().stall(), arena -> arena.targetNet().heal()),
    TARGET_SLOW("target", arena -> arena.targetNet().slow(20), arena -> arena.targetNet().heal()),
    KAFKA_KILLED("kafka", arena -> arena.kafka().kill(), arena -> arena.kafka().start()),
    KAFKA_FROZEN("kafka", arena -> arena.kafka().freeze(), arena -> arena.kafka().thaw()),
    KAFKA_FULL("kafka", arena -> arena.kafka().fillDisk(1_500), arena -> arena.kafka().freeDisk()),
    KAFKA_CUT("kafka", arena -> arena.kafka().proxy().cut(), arena -> arena.kafka().proxy().heal()),
    KAFKA_SLOW("kafka", arena -> arena.kafka().proxy().slow(20), arena -> arena.kafka().proxy().heal()),
    MYSQL_KILLED("mysql", arena -> arena.mysql().kill(), arena -> arena.mysql().start()),
    MYSQL_FROZEN("mysql", arena -> arena.mysql().freeze(), arena -> arena.mysql().thaw()),
    MYSQL_CUT("mysql", arena -> arena.source().net().cut(), arena -> arena.source().net().heal()),
    MYSQL_STALLED("mysql", arena -> arena.source().net().stall(), arena -> arena.source().net().heal()),
    /** A replica that has all takes its address over; there is no way back. */
    MYSQL_FAILED_OVER("mysql", Arena::failOver, arena -> { });

    private final Set<String> victims;
    private final Consumer<Arena> begin;
    private final Consumer<Arena> end;

    Disturbance(String victims, Consumer<Arena> begin, Consumer<Arena> end) {
        this.victims = Set.of(victims.split(" "));
        this.begin = begin;
        this.end = end;
    }

    boolean sparesTheVictimsOf(Disturbance other) {
        return Collections.disjoint(victims, other.victims);
    }

    void begin(Arena arena) {
        begin.accept(arena);
    }

    void end(Arena arena) {
        end.accept(arena);
    }

    /** A process that has just died, or is not up yet, has no route to suspend. */
    private static void route(Arena arena, String verb) {
        OsProcess process = arena.applying();
        Sluice.execute("route", verb, "apply-all", "--pid", Long.toString(process.pid()));
    }
}
