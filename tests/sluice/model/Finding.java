package sluice.model;

/** What a search can find, as it says it. */
final class Finding {

    static final String LOST = "the change %s stands before the watermark, but it is neither in its row nor parked";
    static final String TWICE = "the change %s is written twice";
    static final String BACK = "the row %s goes back to change %s from change %s";
    static final String EXTRA = "the row %s is there, though nothing before the watermark wrote it";
    static final String OUT_OF_DATE = "the parked row %s is out of date, and could still be replayed";
    static final String TRUNCATED = "the truncate deletes the row %s, which is newer";
    static final String WRITTEN_AGAIN = "the change %s is written again behind newer ones";
    static final String NEVER_WRITTEN = "the change %s is never written";
    static final String STUCK = "from here on the end is never reached";

    private Finding() {
    }
}
