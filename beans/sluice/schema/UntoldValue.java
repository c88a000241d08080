package sluice.schema;

/**
 * A value of a row that its event does not tell. The row is parked: whatever stood there in its place could be wrong, and nobody
 * would notice.
 *
 * @param reason what it is and the remedy, as the end of a sentence
 */
public record UntoldValue(String reason) {
}
