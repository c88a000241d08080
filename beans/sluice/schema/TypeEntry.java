package sluice.schema;

import sluice.schema.source.SourceColumn;

/**
 * One MySQL type: what its values are, the target type that keeps all of them, and why where that is odd.
 *
 * @param name the type as DATA_TYPE gives it: {@code bigint}
 * @param kind what its values are
 * @param rule gives the target type of a column
 * @param note why so, for people; empty where there is nothing odd
 */
record TypeEntry(String name, Kind kind, Rule rule, String note) {

    /** What a type's values are; it decides which target types they can be converted to. */
    enum Kind {
        INTEGER, DECIMAL, APPROXIMATE, BITS, TEXT, DOCUMENT, BYTES, DATE, DATETIME, INSTANT, SPAN, VECTOR
    }

    /** The target type as DDL writes it; a {@link NoCounterpart} where there is none. */
    @FunctionalInterface
    interface Rule {
        String type(SourceColumn column, TargetFeatures target, boolean key);
    }
}
