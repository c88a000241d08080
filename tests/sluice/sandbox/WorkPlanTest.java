package sluice.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkPlanTest {

    @Test
    void theSameSeedWritesTheSameTransactions() {
        assertEquals(transactions(1, 0), transactions(1, 0));
    }

    @Test
    void anotherSeedOrWriterWritesOthers() {
        assertNotEquals(transactions(1, 0), transactions(2, 0));
        assertNotEquals(transactions(1, 0), transactions(1, 1));
    }

    private static List<String> transactions(long seed, int writer) {
        WorkPlan plan = new WorkPlan(seed, writer, 2, FilledRows.of(1_000));
        List<String> transactions = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            WorkTransaction work = plan.next(true);
            transactions.add(work.toString());
            work.remember();
        }
        return transactions;
    }
}
