package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of a partition are shared out evenly, whatever the number of partitions, and a place never goes back. */
class PartitionStrandsTest {

    private static byte[] key(int id) {
        return ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 3", "4, 2", "4, 4", "8, 4", "6, 3", "16, 16"})
    void theKeysOfAPartitionFallIntoAllStrandsAlike(int partitions, int count) {
        PartitionStrands strands = PartitionStrands.level(count, 0);
        int[] keys = new int[count];
        int all = 0;
        for (int id = 0; id < 200_000; id++) {
            if (Utils.toPositive(Utils.murmur2(key(id))) % partitions == 0) {
                keys[strands.of(key(id))]++;
                all++;
            }
        }
        for (int keysOfOne : keys) {
            assertEquals(1.0, keysOfOne * (double) count / all, 0.15);
        }
    }

    /** It stands in the target which strand has what: another hash in a later version would lose changes. */
    @Test
    void theStrandOfAKeyIsForEver() {
        PartitionStrands strands = PartitionStrands.level(64, 0);
        assertEquals("32 2 25 0", strands.of(key(1)) + " " + strands.of(key(2)) + " " + strands.of(key(4_711)) + " " + strands.of(null));
    }

    @Test
    void aStrandThatIsAheadStaysThere() {
        PartitionStrands strands = PartitionStrands.at(10, 30);
        assertEquals("[20, 30]", strands.moved(0, 20).moved(1, 20).toString());
        assertEquals("[10, 30]", strands.toString());
        assertTrue(strands.passed(1, 29));
        assertFalse(strands.passed(1, 30));
        assertFalse(strands.level(29));
        assertTrue(strands.level(30));
    }

    @Test
    void onePartitionAsAWholeHasNoStrands() {
        assertEquals(1, PartitionStrands.level(1, 7).count());
        assertFalse(PartitionStrands.NONE.several());
        assertFalse(PartitionStrands.NONE.passed(0, 3));
        assertTrue(PartitionStrands.NONE.level(0));
    }
}
