package sluice.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one poll of a lane returned, on its way through the lane's route: one exchange, one transaction in the target.
 */
public final class Batch {

    private final Gate gate;
    private final List<Slice> slices;
    private List<RowBatch> inserting = List.of();
    private List<RowBatch> merging = List.of();
    private int changes;
    private int attempts;
    private boolean applied;

    Batch(Gate gate, List<Slice> slices) {
        this.gate = gate;
        this.slices = List.copyOf(slices);
    }

    /** The gate that handed the batch out. */
    Gate gate() {
        return gate;
    }

    List<Slice> slices() {
        return slices;
    }

    /** Identifies the batch: its partitions and the offsets between which it moves their watermarks. */
    public String getId() {
        return slices.stream().map(slice -> slice.partition() + "@" + slice.expected() + "-" + slice.next())
                .collect(Collectors.joining(" "));
    }

    void count(int changes) {
        this.changes = changes;
    }

    /** Changes of rows in the batch, before compaction. */
    public int getChanges() {
        return changes;
    }

    /**
     * @param inserting the statements with plain inserts for rows that cannot exist yet
     * @param merging   the same with MERGE for all rows that are written
     */
    void write(List<RowBatch> inserting, List<RowBatch> merging) {
        this.inserting = new ArrayList<>(inserting);
        this.merging = new ArrayList<>(merging);
    }

    /**
     * The statements of the transaction. The first attempt inserts what cannot exist; if that fails, the row was
     * there after all (somebody else loaded it), and every later attempt merges.
     */
    public List<RowBatch> getStatements() {
        return attempts > 1 ? merging : inserting;
    }

    /** Counts an attempt to write the batch. */
    void attempt() {
        attempts++;
    }

    /** Whether an earlier attempt may have been committed without our hearing of it. */
    boolean inDoubt() {
        return attempts > 0;
    }

    int attempts() {
        return attempts;
    }

    /** The transaction is committed. */
    void markApplied() {
        applied = true;
    }

    boolean applied() {
        return applied;
    }
}
