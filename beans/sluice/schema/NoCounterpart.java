package sluice.schema;

/** Why a column has no exact counterpart in the target, and what can be done about it. */
final class NoCounterpart extends UnsupportedOperationException {

    private final transient String remedy;
    private final transient String type;

    /**
     * @param reason why not, as the end of a sentence that begins with the column's type
     * @param remedy what to do, as a sentence without its end
     * @param type   a type that {@code types.mapping} may name instead; null where none helps
     */
    NoCounterpart(String reason, String remedy, String type) {
        super(reason);
        this.remedy = remedy;
        this.type = type;
    }

    String remedy() {
        return remedy;
    }

    String type() {
        return type;
    }
}
