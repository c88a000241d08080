package sluice.assess;

/**
 * One thing that was found.
 *
 * @param object what it is about: {@code source}, {@code target}, {@code shop.orders}, {@code shop.orders.note}
 * @param reason why it matters, as a sentence without a full stop
 * @param remedy statements that are ready to be run, or lines for the settings; what is not one begins with {@code --}.
 *               Empty where there is nothing to do
 */
public record Finding(FindingId id, Severity severity, String object, String reason, String remedy) {

    /** {@code grant:source}, as {@code assess.accept} names it. */
    public String name() {
        return id.text() + ":" + object;
    }
}
