package sluice.model;

/**
 * A record of a change topic.
 *
 * @param key    of the row, from 0; none for a truncate
 * @param number its place in the source's order, from 1; the copies of a truncate have one number
 * @param bad    whether the target refuses the row until it is mended
 */
record Event(Kind kind, int key, int number, boolean bad) {

    enum Kind { PUT, DELETE, TRUNCATE }

    /** {@code a1} writes key a, {@code a1!} is refused, {@code -a1} deletes it, {@code T1} is a truncate. */
    static Event of(String text) {
        int number = Integer.parseInt(text.replaceAll("\\D", ""));
        if (text.startsWith("T")) {
            return new Event(Kind.TRUNCATE, -1, number, false);
        }
        boolean deletes = text.startsWith("-");
        return new Event(deletes ? Kind.DELETE : Kind.PUT, text.charAt(deletes ? 1 : 0) - 'a', number, text.endsWith("!"));
    }

    /** A key as the traces show it. */
    static String name(int key) {
        return Character.toString('a' + key);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case PUT -> name(key) + number + (bad ? "!" : "");
            case DELETE -> "-" + name(key) + number;
            case TRUNCATE -> "T" + number;
        };
    }
}
