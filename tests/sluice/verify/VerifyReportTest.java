package sluice.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.schema.TableId;

class VerifyReportTest {

    private static final TableId TABLE = new TableId("shop", "orders");

    @Test
    void whatIsNotProvenIsNotEqual() {
        TableResult equal = result(TableResult.EQUAL, "", new Tally(5, 5, 0, 0, 0, 0));
        TableResult unsettled = result(TableResult.verdict(new Tally(5, 4, 0, 0, 0, 1)), "", new Tally(5, 4, 0, 0, 0, 1));
        TableResult failed = result(TableResult.FAILED, "the target has no table for it", Tally.NONE);

        assertEquals("Verdict: EQUAL (5 rows in 1 table)", VerifyText.verdict(List.of(equal)));
        assertEquals("Verdict: NOT PROVEN EQUAL (10 rows in 3 tables; tables: 1 unsettled, 1 not compared)", VerifyText.verdict(List.of(equal, unsettled, failed)));
        assertTrue(VerifyText.of(List.of(failed)).contains("shop.orders: the target has no table for it"));
        assertTrue(VerifyJson.of(List.of(equal, failed)).contains("\"equal\" : false"));
    }

    @Test
    void rowsThatAreNotShownAreCounted() {
        assertTrue(VerifyText.of(List.of(result(TableResult.DIFFERENT, "", new Tally(9, 0, 9, 0, 0, 0)))).contains("and 9 more (verify.differences.shown)"));
    }

    @Test
    void theTimeLeftIsToldByTheRateAndTheSourcesEstimate() {
        assertEquals("shop.orders: 50000 of about 200000 rows, 25000/s, about 6 s left; 1 differ, 2 unsettled",
                ProgressLine.of(new Verification.UnderWay(TABLE, "MERGE", new Tally(50_000, 49_997, 1, 0, 0, 2), 200_000, 2)));
        assertEquals("shop.orders: 50 rows, 25/s, the target's keys are looked up; 0 differ",
                ProgressLine.of(new Verification.UnderWay(TABLE, "KEYS", new Tally(50, 50, 0, 0, 0, 0), 40, 2)));
    }

    /** More differs than a repair goes through one by one. */
    @Test
    void aRepairOfTooMuchIsRefusedWithWhatToDo() {
        assertTrue(Repair.plan(result(TableResult.DIFFERENT, "", new Tally(9, 0, 9, 0, 0, 0))).contains("./sluice resync shop.orders --yes"));
        assertEquals("", Repair.plan(result(TableResult.EQUAL, "", new Tally(5, 5, 0, 0, 0, 0))));
    }

    private static TableResult result(String verdict, String reason, Tally tally) {
        return new TableResult(TABLE, verdict, reason, tally, List.of(), List.of(), 1);
    }
}
