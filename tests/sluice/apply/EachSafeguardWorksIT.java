package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.model.Safeguard;
import sluice.schema.OwnTables;
import sluice.schema.ParkedTable;
import sluice.schema.StrandTable;

/**
 * What the model says of each safeguard ({@link Safeguard}) is so of the real thing: a run that ends well ends badly when the
 * safeguard is taken out of the route files, of a statement or of the registry.
 */
@Tag("crash")
class EachSafeguardWorksIT {

    /** The safeguards that are taken out by other tests, and the one that only the model takes out. */
    private static final Map<Safeguard, String> ELSEWHERE = Map.of(
            Safeguard.ONE_TRANSACTION, "EachPatternWorksIT.TRANSACTED",
            Safeguard.IN_DOUBT_ASKED, "EachPatternWorksIT.IDEMPOTENT_CONSUMER",
            Safeguard.OFFSET_WITH_THE_EVENTS, "CaptureSequencesIT.withoutOneTransactionChangesAreWrittenAgain",
            Safeguard.SECOND_CAPTURE_FENCED, "the same: both are the producer's transactional id",
            Safeguard.KEY_CHANGE_TOGETHER, "CaptureSequencesIT.withoutItsMarkAKeyChangeIsCutApart",
            Safeguard.LEVEL_BEFORE_RECOUNT, "StrandsIT.aProcessThatEndsBetweenTheSharesAndTheWatermarkIsFollowed",
            Safeguard.FENCED_BEFORE_READING, "ModelTest alone: Camel starts a route's producers before its consumer");

    private static final String MOVE = "ref: watermarks\n                  method: move";
    private static final String PARK = " {14}- bean:\n {18}ref: parking\n {18}method: park\\(.*\\)\n";
    private static final String ARRIVE = " {14}- bean:\n {18}ref: barriers\n {18}method: arrive\\(.*\\)\n";

    private static final String NO_TRANSACTION = """
            $1inNone
                  type: org.apache.camel.spring.spi.SpringTransactionPolicy
                  properties:
                    transactionManager: "#bean:transactionManager"
                    propagationBehaviorName: PROPAGATION_NOT_SUPPORTED
            $1inOneTransaction
            """;

    private enum Real {
        /** The lane is behind what others have applied: it writes nothing of it. */
        COMPARE_AND_SET(sql(OwnTables.MOVE_WATERMARK, "AND NEXT_OFFSET = ?", "AND (NEXT_OFFSET = ? OR 1 = 1)"),
                SafeguardRuns::othersHaveGoneOn, "row 0 is a", "row 0 is theirs"),
        PLACE_FROM_THE_TARGET(deaf(), SafeguardRuns::startAgain, "row 1 is newer", "row 1 is a"),
        POSITION_CHECKED(deaf(), SafeguardRuns::aBatchFails, "3 rows", "2 rows"),
        FAILED_BATCH_READ_AGAIN(yaml("(ref: lanes\n {16}method: )failed", "$1applied"), SafeguardRuns::aBatchFails, "3 rows", "1 rows"),
        FOUND_APPLIED_READ_AGAIN(credulous(), ParkingRuns::othersHaveParkedTheRow, "0 parked", "1 parked"),
        FOUND_APPLIED_ARRIVES(Safeguard.FOUND_APPLIED_READ_AGAIN, credulous(), SafeguardRuns::othersHaveGoneOnToABarrier,
                "row 2 is b", "row 2 is gone"),
        ARRIVAL_WITH_THE_WATERMARK(sluice -> sluice.edit(ARRIVE, "")
                .edit("( {8})(- to:\n {12}uri: direct:try-changes)",
                        "$1- bean:\n$1    ref: barriers\n$1    method: arrive(\\${exchangeProperty.batch})\n$1$2"),
                SafeguardRuns::aBatchIsHeldBeforeABarrier, "0 rows", "1 rows"),
        ALL_PARTITIONS_AWAITED(sql(OwnTables.DUE_BARRIERS, "AND PARTITIONS = (", "AND PARTITIONS >= ("),
                SafeguardRuns::aPartitionIsLate, "0 rows", "1 rows"),
        CLAIM_HELD(sql(OwnTables.HOLD_BARRIER, "AND OWNER = ? AND STATE = 'claimed'", "AND (OWNER = ? OR 1 = 1)"),
                SafeguardRuns::aClaimIsTakenOver, "1 rows", "0 rows"),
        CLAIM_TAKEN_OVER(sql(OwnTables.DUE_BARRIERS, "CLAIMED_AT <", "CLAIMED_AT >"),
                SafeguardRuns::aClaimerIsGone, "row 1 is behind", "row 1 is gone"),
        PARKED_WITH_THE_WATERMARK(sluice -> sluice.edit(PARK, "").edit("( +)(- to:\n +uri: direct:park-rows)",
                "$1$2\n$1- bean:\n$1    ref: parking\n$1    method: park(\\${exchangeProperty.batch})"),
                ParkingRuns::parkingIsCutOff, "1 parked", "0 parked"),
        LATER_CHANGES_SUPERSEDE(sql(ParkedTable.SUPERSEDE, "SET STATE = 'superseded'", "SET STATE = STATE"),
                ParkingRuns::replayAfterALaterChange, "row 1 is newer", "row 1 is nobody"),
        TRUNCATE_SUPERSEDES(sql(ParkedTable.SUPERSEDE_TABLE, "SET STATE = 'superseded'", "SET STATE = STATE"),
                ParkingRuns::replayAfterATruncate, "row 1 is gone", "row 1 is nobody"),
        /** The order of the two looks is in {@code Placement} ({@code ParkingTest}); here the next owner sees none of the keys. */
        PARKED_KEYS_BEHIND_THE_WATERMARK(sql(ParkedTable.UNRESOLVED_KEYS, "PARTITION_NO = ?", "PARTITION_NO = ? AND 1 = 0"),
                ParkingRuns::theNextOwnerAppliesALaterChange, "0 parked", "1 parked"),
        REPLAY_UNDER_THE_WATERMARK(sluice -> sluice.edit(MOVE, MOVE.replace("watermarks", "lax")).bind("lax", new Unsafe.Lax(sluice)),
                ParkingRuns::aTruncateOvertakesAReplay, "row 1 is gone", "row 1 is nobody"),
        REPLAY_LOOKS_AT_BARRIERS(sql(ParkedTable.AT_BARRIER, "B.STATE <> 'done'", "1 = 0"),
                ParkingRuns::replayAtABarrier, "row 1 is gone", "row 1 is nobody"),
        REPLAY_CLAIMS_ITS_ROW(sql(ParkedTable.CLAIM, "AND STATE = 'replay-requested'", "AND 1 = 1"),
                ParkingRuns::anOperatorDiscardsMeanwhile, "row 1 is gone", "row 1 is nobody"),
        STRAND_COMPARE_AND_SET(sql(StrandTable.MOVE, "AND NEXT_OFFSET = ?", "AND (NEXT_OFFSET = ? OR 1 = 1)"),
                StrandRuns::othersHaveGoneOnInAStrand, "some rows are theirs", "no rows are theirs"),
        STRAND_WITH_ITS_ROWS(sluice -> sluice.edit("(one-transaction-a-share\n +ref: )inOneTransaction", "$1inNone")
                .edit("( +- name: )inOneTransaction\n", NO_TRANSACTION),
                StrandRuns::aShareIsCutOff, "all rows are ours", "some rows are ours"),
        REST_HOLDS_ITS_STRANDS(yaml(" {14}- bean:\n {18}ref: strands\n {18}method: moveOthers\\(.*\\)\n", ""),
                StrandRuns::othersHaveGoneOnBeforeAWholeBatch, "some rows are theirs", "no rows are theirs"),
        SHARE_COUNTED_WHEN_COMMITTED(yaml("( +- to:\n +uri: direct:commit-share\n)( +- bean:\n +ref: strands\n +method: committed\\(.*\\)\n)", "$2$1"),
                StrandRuns::aShareIsCutOff, "all rows are ours", "some rows are ours"),
        STRANDS_COUNTED(sql(OwnTables.MOVE_WATERMARK, "AND STRANDS = ?", "AND (STRANDS = ? OR 1 = 1)"),
                StrandRuns::othersHaveSharedOut, "some rows are theirs", "no rows are theirs");

        private final Safeguard ofTheModel;
        private final Consumer<LaneFixture> takenOut;
        private final Function<LaneFixture, String> run;
        private final String works;
        private final String missed;

        Real(Consumer<LaneFixture> takenOut, Function<LaneFixture, String> run, String works, String missed) {
            this(null, takenOut, run, works, missed);
        }

        /** @param ofTheModel null for the one of the same name */
        Real(Safeguard ofTheModel, Consumer<LaneFixture> takenOut, Function<LaneFixture, String> run, String works, String missed) {
            this.ofTheModel = ofTheModel == null ? Safeguard.valueOf(name()) : ofTheModel;
            this.takenOut = takenOut;
            this.run = run;
            this.works = works;
            this.missed = missed;
        }
    }

    private static Consumer<LaneFixture> yaml(String pattern, String replacement) {
        return sluice -> sluice.edit(pattern, replacement);
    }

    private static Consumer<LaneFixture> sql(String statement, String part, String replacement) {
        return sluice -> sluice.editSql(statement, part, replacement);
    }

    private static Consumer<LaneFixture> deaf() {
        return sluice -> sluice.edit("kafkaClientFactory: \"#bean:lanes\"", "kafkaClientFactory: \"#bean:deaf\"")
                .bind("deaf", new Unsafe.Deaf(sluice));
    }

    private static Consumer<LaneFixture> credulous() {
        return sluice -> sluice.edit("\"#watermarks\"", "\"#credulous\"").bind("credulous", new Unsafe.Credulous(sluice));
    }

    @ParameterizedTest
    @EnumSource
    void worksAsDelivered(Real safeguard) {
        try (LaneFixture sluice = new LaneFixture("safe" + safeguard.ordinal())) {
            assertEquals(safeguard.works, safeguard.run.apply(sluice));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isMissedWhenTakenOut(Real safeguard) {
        try (LaneFixture sluice = new LaneFixture("unsafe" + safeguard.ordinal())) {
            safeguard.takenOut.accept(sluice);
            assertEquals(safeguard.missed, safeguard.run.apply(sluice));
        }
    }

    @Test
    void noSafeguardOfTheModelIsForgotten() {
        Set<Safeguard> known = EnumSet.copyOf(ELSEWHERE.keySet());
        for (Real safeguard : Real.values()) {
            known.add(safeguard.ofTheModel);
        }
        assertEquals(EnumSet.allOf(Safeguard.class), known);
    }
}
