package sluice.control;

/**
 * The cut-over over JMX, as {@code sluice:type=Cutover}: led by the running Sluice itself, in the same steps as {@code sluice cutover}. The operations begin something
 * and return at once; {@link #getJson} tells how it goes.
 */
public interface CutoverMXBean {

    /**
     * A JSON object: {@code phase}; {@code doing}, which is empty, {@code rehearsal} or {@code cut-over}; {@code ready}, {@code lookedAt} (milliseconds since 1970, 0 for never)
     * and {@code checks} of the last look, each with {@code what} and its {@code reasons}; {@code lines} of what is done or was done last, {@code outcome}, which is empty until it has ended.
     */
    String getJson();

    /** The steps of the migration so far, as a JSON array of {@code at}, {@code who}, {@code from}, {@code to}, {@code evidence}. */
    String getHistoryJson();

    /** Looks at what the cut-over asks for. Does nothing while a look or a cut-over is under way. */
    void look();

    /** Everything but the freeze. */
    void rehearse();

    /**
     * Cuts over. The last look has to have found nothing that keeps from it; all is looked at once more before the freeze.
     *
     * @param statistics whether the target's optimizer is to look at the tables at last
     */
    void cutOver(boolean statistics);

    /** Gives up what is under way, here or in another process: the source takes writes again. Returns what was done. */
    String giveUp();
}
