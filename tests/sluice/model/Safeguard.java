package sluice.model;

/**
 * What makes the protocol safe, piece by piece: each can be taken out of the model, and the search says what happens then.
 * {@code EachSafeguardWorksIT} takes the same ones out of the real thing.
 */
public enum Safeguard {

    /** The watermark moves in the transaction of the rows. */
    ONE_TRANSACTION(Scene.CHANGES, Finding.LOST, "a1"),
    /** A watermark moves only from where the lane has left it. */
    COMPARE_AND_SET(Scene.CHANGES, Finding.TWICE, "a1"),
    /** A partition that is given to a process goes on at its watermark in the target. */
    PLACE_FROM_THE_TARGET(Scene.CHANGES, Finding.TWICE, "a1"),
    /** Before each poll the consumer is put where the chain stands. */
    POSITION_CHECKED(Scene.CHANGES, Finding.LOST, "a1"),
    /** After a batch that was not committed, all about its partitions is read from the target again. */
    FAILED_BATCH_READ_AGAIN(Scene.PARKING, Finding.OUT_OF_DATE, "a1!"),
    /**
     * Before its second attempt a batch asks whether it is applied. Nothing is lost without it, since the compare-and-set misses: it
     * spares an attempt, and a batch that is counted nowhere ({@code EachPatternWorksIT.IDEMPOTENT_CONSUMER}).
     */
    IN_DOUBT_ASKED(Scene.PARKING, null, null),
    /** If the answer is yes, all about its partitions is read again: it may have been another process. */
    FOUND_APPLIED_READ_AGAIN(Scene.PARKING, Finding.OUT_OF_DATE, "a1!"),

    /** An arrival at a barrier is written in the transaction that moves the watermark there. */
    ARRIVAL_WITH_THE_WATERMARK(Scene.BARRIER, Finding.EXTRA, "b2"),
    /** A barrier is carried out when all partitions have arrived. */
    ALL_PARTITIONS_AWAITED(Scene.BARRIER, Finding.LOST, "a1"),
    /** Each transaction of the action locks the claim, and looks whose it is. */
    CLAIM_HELD(Scene.BARRIER, Finding.TRUNCATED, "a4"),
    /** The claim of a process that does not come back is taken over. */
    CLAIM_TAKEN_OVER(Scene.BARRIER, Finding.STUCK, null),

    /** What is refused is parked in the transaction of the watermark. */
    PARKED_WITH_THE_WATERMARK(Scene.PARKING, Finding.LOST, "a1!"),
    /** A later change of the key supersedes the parked row. */
    LATER_CHANGES_SUPERSEDE(Scene.PARKING, Finding.OUT_OF_DATE, "a1!"),
    /** So does a truncate. */
    TRUNCATE_SUPERSEDES(Scene.REPLAY, Finding.OUT_OF_DATE, "a1!"),
    /** The keys of the parked rows are read behind the watermark. */
    PARKED_KEYS_BEHIND_THE_WATERMARK(Scene.PARKING, Finding.OUT_OF_DATE, "a1!"),
    /** A replay locks its partition's watermark, and is carried out only where that has not moved. */
    REPLAY_UNDER_THE_WATERMARK(Scene.REPLAY, Finding.EXTRA, "a1"),
    /** Nothing is replayed while its partition stands at a barrier. */
    REPLAY_LOOKS_AT_BARRIERS(Scene.REPLAY, Finding.EXTRA, "a1"),
    /** A replay writes only what is to be replayed still. */
    REPLAY_CLAIMS_ITS_ROW(Scene.REPLAY, Finding.TWICE, "a1!"),

    /** The source offset is committed in the Kafka transaction of the events. */
    OFFSET_WITH_THE_EVENTS(Scene.CAPTURE, Finding.WRITTEN_AGAIN, "1"),
    /** A second capture fences the first one off. */
    SECOND_CAPTURE_FENCED(Scene.CAPTURE, Finding.WRITTEN_AGAIN, "1"),
    /** It does so before it reads the source offset. */
    FENCED_BEFORE_READING(Scene.CAPTURE, Finding.WRITTEN_AGAIN, "1"),
    /** The two events of a changed key are not cut apart. */
    KEY_CHANGE_TOGETHER(Scene.CAPTURE, Finding.NEVER_WRITTEN, "3"),

    /** A strand moves only from where the lane has left it. */
    STRAND_COMPARE_AND_SET(Scene.STRANDS, Finding.TWICE, "a1"),
    /** It moves in the transaction of its rows. */
    STRAND_WITH_ITS_ROWS(Scene.STRANDS, Finding.LOST, "a1"),
    /** What no share has written holds the places of its strands too. */
    REST_HOLDS_ITS_STRANDS(Scene.STRANDS, Finding.TWICE, "a1"),
    /** A share counts as written when its transaction is committed. */
    SHARE_COUNTED_WHEN_COMMITTED(Scene.STRANDS, Finding.LOST, "a1"),
    /** The number of strands is compared with the place. */
    STRANDS_COUNTED(Scene.STRANDS, Finding.TWICE, "a1"),
    /** It changes only while no strand is ahead. */
    LEVEL_BEFORE_RECOUNT(Scene.STRANDS, Finding.TWICE, "a1");

    private final Scene scene;
    private final String absence;
    private final String change;

    Safeguard(Scene scene, String absence, String change) {
        this.scene = scene;
        this.absence = absence;
        this.change = change;
    }

    /** Where it is missed. */
    Scene scene() {
        return scene;
    }

    /** What happens without it; null if nothing does, because another safeguard is behind it. */
    String absence() {
        return absence == null ? null : absence.formatted(change);
    }
}
