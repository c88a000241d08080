package sluice.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one poll of a lane returned, on its way through the lane's route: one exchange, one transaction in the target.
 */
public final class Batch {

    private final Gate gate;
    private final List<Slice> slices;
    private final Map<ConsumerRecord<byte[], byte[]>, Long> replays;
    private final Set<Integer> committed = ConcurrentHashMap.newKeySet();
    private List<Compaction> compactions = List.of();
    private List<List<RowBatch>> inserting = List.of();
    private List<Refusal> unbound = List.of();
    private List<Refusal> refusals = List.of();
    private boolean suspect;
    private boolean superseded;
    private int changes;
    private int attempts;
    private boolean applied;
    private boolean foundApplied;
    private long begunAt;
    private long took;

    Batch(Gate gate, List<Slice> slices) {
        this(gate, slices, Map.of());
    }

    /** @param replays where the records come from SLUICE_PARKED and not from Kafka: the id of each there */
    Batch(Gate gate, List<Slice> slices, Map<ConsumerRecord<byte[], byte[]>, Long> replays) {
        this.gate = gate;
        this.slices = List.copyOf(slices);
        this.replays = replays;
    }

    /** The gate that handed the batch out. */
    Gate gate() {
        return gate;
    }

    List<Slice> slices() {
        return slices;
    }

    /** The slice of a record's partition. */
    Slice slice(ConsumerRecord<byte[], byte[]> record) {
        return slices.stream().filter(slice -> slice.partition().partition() == record.partition()
                && slice.partition().topic().equals(record.topic())).findFirst().orElseThrow();
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
     * How many shares the batch is reduced to, by the strands of its keys. All partitions have to be shared out alike; in between, while one of
     * them changes their number, the batch is one.
     */
    int shares() {
        int first = slices.isEmpty() ? 1 : slices.get(0).strands().count();
        return slices.stream().allMatch(slice -> slice.strands().count() == first) ? first : 1;
    }

    /** The batch is decoded and reduced, share by share; from here on it is known which rows cannot even be bound. */
    void reduced(List<Compaction> compactions) {
        this.compactions = List.copyOf(compactions);
        List<Refusal> unbound = new ArrayList<>();
        this.inserting = compactions.stream().map(compaction -> compaction.statements(true, unbound::add)).toList();
        this.unbound = unbound;
        this.refusals = unbound;
        this.suspect = !unbound.isEmpty();
    }

    /** Rows that the batch writes, one for each key. */
    int rows() {
        return compactions.stream().mapToInt(Compaction::rows).sum();
    }

    /** The last change of each key that has so many changes in the batch, or more. */
    List<Change> repeated(int times) {
        return compactions.stream().flatMap(compaction -> compaction.repeated(times).stream()).toList();
    }

    /** The last change of each key. */
    List<Change> keys() {
        return compactions.stream().flatMap(compaction -> compaction.changes().stream()).toList();
    }

    /**
     * Whether the shares are written by a transaction each. What parks rows or may touch parked ones is written as a whole: the row and
     * what is parked of its key have to change at once.
     */
    boolean divided() {
        return compactions.size() > 1 && !suspect && !replay() && slices.stream().allMatch(slice -> slice.parkedKeys().isEmpty());
    }

    /** The strands of which the batch has something that no share has committed. */
    List<Integer> openStrands() {
        return slices.stream().flatMap(slice -> slice.touched().stream()).filter(strand -> !committed.contains(strand)).distinct().sorted()
                .toList();
    }

    /** The slices that have something of a strand. */
    List<Slice> slices(int strand) {
        return slices.stream().filter(slice -> slice.touched().contains(strand)).toList();
    }

    /** These strands are in the target. */
    void committed(Set<Integer> strands) {
        committed.addAll(strands);
    }

    /** The statements of some strands' rows; as {@link #getStatements}. */
    List<RowBatch> statementsOf(Set<Integer> strands) {
        return strands.stream().flatMap(strand -> (attempts > 1 ? merging(strand) : inserting.get(strand)).stream()).toList();
    }

    private List<RowBatch> merging(int share) {
        return compactions.get(share).statements(false, refusal -> { });
    }

    /** What no share has committed. */
    private Stream<Integer> open() {
        return IntStream.range(0, compactions.size()).boxed().filter(share -> compactions.size() == 1 || !committed.contains(share));
    }

    /**
     * The statements of the transaction that moves the watermarks: of all rows that no share has committed. The first attempt inserts what cannot exist; if that fails, the row was
     * there after all (somebody else loaded it), and every later attempt merges.
     *
     * @throws IllegalStateException if rows are refused: a transaction of these statements alone would lose them
     */
    public List<RowBatch> getStatements() {
        if (suspect) {
            throw new IllegalStateException("a batch with refused rows belongs into the route park-rows");
        }
        return attempts > 1 ? merging() : open().flatMap(share -> inserting.get(share).stream()).toList();
    }

    /** The statements of all rows that can be bound, with MERGE for all that are written. */
    List<RowBatch> merging() {
        return open().flatMap(share -> merging(share).stream()).toList();
    }

    /** Whether rows of the batch are refused: it is written by the route {@code park-rows}. */
    public boolean isSuspect() {
        return suspect;
    }

    /** An attempt begins that finds out which rows are refused; what an earlier attempt found is of no value. */
    void examine() {
        suspect = true;
        refusals = unbound;
    }

    void refused(List<Refusal> byTarget) {
        refusals = new ArrayList<>(unbound);
        refusals.addAll(byTarget);
    }

    /** The rows that are parked with the batch. */
    List<Refusal> refusals() {
        return refusals;
    }

    /** The ids of the parked rows that the batch writes; empty for a batch from Kafka. */
    Map<ConsumerRecord<byte[], byte[]>, Long> replays() {
        return replays;
    }

    boolean replay() {
        return !replays.isEmpty();
    }

    /** Whether the transaction changed which rows are parked. */
    private boolean changedParked() {
        return replay() || !refusals.isEmpty() || superseded;
    }

    /** The transaction may have marked earlier parked rows. */
    void superseded() {
        superseded = true;
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

    /** A transaction of it has begun. An attempt that failed is forgotten. */
    void begins() {
        begunAt = System.nanoTime();
    }

    /** The transaction is committed. */
    void markApplied() {
        applied = true;
        took = begunAt == 0 ? 0 : System.nanoTime() - begunAt;
    }

    /** Nanoseconds of its transaction in the target; 0 if they tell nothing of it: another has committed it, or refused rows were looked for. */
    long took() {
        return foundApplied || suspect ? 0 : took;
    }

    boolean applied() {
        return applied;
    }

    /** The target was found behind the batch: by this batch's own commit, or by another process's. */
    void foundApplied() {
        foundApplied = true;
    }

    /**
     * Whether its partitions may go on behind it with what is known of them. If another process has applied it, that one may
     * have parked rows which are not known here, or may not have arrived at the barrier at which this batch ends.
     */
    boolean leavesPlacesKnown() {
        return applied && !foundApplied && !changedParked();
    }
}
