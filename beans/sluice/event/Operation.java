package sluice.event;

/** What a change event says about a row: the letters of Debezium's {@code op} field. */
public enum Operation {
    /** A row of the snapshot. */
    READ,
    CREATE,
    UPDATE,
    DELETE,
    /** The whole table was emptied; has no key. */
    TRUNCATE,
    /** Something that changes no row, such as {@code m} (a logical decoding message). */
    NONE;

    /** @param code Debezium's letter, null is {@link #NONE} */
    public static Operation of(String code) {
        if (code == null) {
            return NONE;
        }
        return switch (code) {
            case "r" -> READ;
            case "c" -> CREATE;
            case "u" -> UPDATE;
            case "d" -> DELETE;
            case "t" -> TRUNCATE;
            default -> NONE;
        };
    }

    /** Whether the row cannot have existed just before this event. */
    public boolean createsRow() {
        return this == READ || this == CREATE;
    }
}
