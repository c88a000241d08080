package sluice.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One key, and what both sides say of it from look to look: the source twice a round, the target once. */
class SettlingTest {

    private static final ComparedTable TABLE = VerifiedTables.numbered();

    private final List<Difference> told = new ArrayList<>();
    private int waits;

    @Test
    void aRowThatIsLateIsEqualWhenItHasArrived() throws Exception {
        assertEquals(new Tally(0, 1, 0, 0, 0, 0), settled(source("new", "new"), target("new")));
        assertEquals(1, waits);
    }

    @Test
    void aRowThatHasGoneOnIsEqualToWhatTheSourceHadAtTheLook() throws Exception {
        assertEquals(new Tally(0, 1, 0, 0, 0, 0), settled(source("one", "two"), target("one")));
    }

    @Test
    void aDifferenceIsToldWhenTwoLooksFoundTheSame() throws Exception {
        assertEquals(new Tally(0, 0, 0, 0, 1, 0), settled(source("right", "right", "right", "right"), target("wrong", "wrong")));
        assertEquals(2, waits);
        assertEquals(List.of(new Difference.CellDifference("v", "'right'", "'wrong'")), told.get(0).cells());
    }

    /** Between the binlog's place and the look at the row a change may have come in: then one look is not the truth. */
    @Test
    void oneLookProvesNothing() throws Exception {
        assertEquals(new Tally(0, 1, 0, 0, 0, 0), settled(source("new", "new", "new", "new"), target("old", "new")));
    }

    /** The target holds a version that nobody saw at the source, another one each time: it is no proof of anything. */
    @Test
    void aHotRowThatIsNeverSeenEqualIsUnsettled() throws Exception {
        assertEquals(new Tally(0, 0, 0, 0, 0, 1), settled(source("2", "4", "6", "8", "10", "12"), target("3", "7", "11")));
        assertTrue(told.get(0).reason().contains("went on changing"), told.get(0).reason());
    }

    @Test
    void aRowThatChangesWhileTheTargetIsStuckIsNotCalledEqual() throws Exception {
        assertEquals(1, settled(source("2", "4", "6", "8", "10", "12"), target("1", "1", "1")).unsettled());
    }

    @Test
    void missingAndExtraRowsAreToldApart() throws Exception {
        assertEquals(1, settled(source("a", "a", "a", "a"), target(null, null)).missing());
        assertEquals(1, settled(source(null, null, null, null), target("a", "a")).extra());
    }

    @Test
    void aRowThatIsGoneOnBothSidesCountsAsNothing() throws Exception {
        assertEquals(Tally.NONE, settled(source("a", null), target((String) null)));
        assertEquals(Tally.NONE, settled(source(null, null), target((String) null)));
    }

    @Test
    void lanesThatDoNotComeLeaveItUnsettled() throws Exception {
        Tally tally = new Settling(TABLE, source("new", "new"), target("old"), new Passage() {
            @Override
            public Object now() {
                return 1;
            }

            @Override
            public String await(Object place) {
                return "the lanes are stopped";
            }
        }, 3, new ShownValue(List.of()), false).settle(List.<Object[]>of(new Object[] {1L}), told::add);

        assertEquals(new Tally(0, 0, 0, 0, 0, 1), tally);
        assertEquals("the lanes are stopped", told.get(0).reason());
    }

    private Tally settled(Settling.Rows source, Settling.Rows target) throws Exception {
        return new Settling(TABLE, source, target, new Passage() {
            @Override
            public Object now() {
                return 1;
            }

            @Override
            public String await(Object place) {
                waits++;
                return null;
            }
        }, 3, new ShownValue(List.of()), false).settle(List.<Object[]>of(new Object[] {1L}), told::add);
    }

    private static Settling.Rows source(String... versions) {
        return target(versions);
    }

    /** Null is no row. */
    private static Settling.Rows target(String... versions) {
        Iterator<String> next = Arrays.asList(versions).iterator();
        return keys -> Stream.ofNullable(next.next()).map(version -> new Object[] {1L, version}).toList();
    }
}
