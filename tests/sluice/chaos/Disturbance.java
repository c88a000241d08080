package sluice.chaos;

import java.util.function.Consumer;
import sluice.control.Sluice;
import sluice.sandbox.OsProcess;

/** What goes wrong for a while, and whom it concerns; of two at once each concerns another one. */
enum Disturbance {
    CAPTURE_KILLED("capture", arena -> arena.capturing().kill(), arena -> arena.capturing().start()),
    CAPTURE_FROZEN("capture", arena -> arena.capturing().freeze(), arena -> arena.capturing().thaw()),
    LANE_KILLED("lane", arena -> arena.applying().kill(), arena -> arena.applying().start()),
    LANE_FROZEN("lane", arena -> arena.applying().freeze(), arena -> arena.applying().thaw()),
    LANE_SUSPENDED("lane", arena -> route(arena, "suspend"), arena -> route(arena, "resume")),
    REBALANCE("group", arena -> arena.passing().start(), arena -> arena.passing().stop()),
    REBALANCE_BY_DEATH("group", arena -> arena.passing().start(), arena -> arena.passing().kill()),
    TARGET_KILLED("target", arena -> arena.target().kill(), arena -> arena.target().start()),
    TARGET_FROZEN("target", arena -> arena.target().freeze(), arena -> arena.target().thaw()),
    TARGET_CUT("target", arena -> arena.targetNet().cut(), arena -> arena.targetNet().heal()),
    TARGET_STALLED("target", arena -> arena.targetNet().stall(), arena -> arena.targetNet().heal()),
    TARGET_SLOW("target", arena -> arena.targetNet().slow(20), arena -> arena.targetNet().heal()),
    KAFKA_KILLED("kafka", arena -> arena.kafka().kill(), arena -> arena.kafka().start()),
    KAFKA_FROZEN("kafka", arena -> arena.kafka().freeze(), arena -> arena.kafka().thaw()),
    KAFKA_CUT("kafka", arena -> arena.kafka().proxy().cut(), arena -> arena.kafka().proxy().heal()),
    KAFKA_SLOW("kafka", arena -> arena.kafka().proxy().slow(20), arena -> arena.kafka().proxy().heal()),
    MYSQL_KILLED("mysql", arena -> arena.mysql().kill(), arena -> arena.mysql().start()),
    MYSQL_FROZEN("mysql", arena -> arena.mysql().freeze(), arena -> arena.mysql().thaw()),
    MYSQL_CUT("mysql", arena -> arena.mysqlNet().cut(), arena -> arena.mysqlNet().heal()),
    MYSQL_STALLED("mysql", arena -> arena.mysqlNet().stall(), arena -> arena.mysqlNet().heal());

    private final String victim;
    private final Consumer<Arena> begin;
    private final Consumer<Arena> end;

    Disturbance(String victim, Consumer<Arena> begin, Consumer<Arena> end) {
        this.victim = victim;
        this.begin = begin;
        this.end = end;
    }

    boolean sparesTheVictimOf(Disturbance other) {
        return !victim.equals(other.victim);
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
