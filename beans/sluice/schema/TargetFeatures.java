package sluice.schema;

/**
 * What the target has that decides which types it can be given.
 *
 * <p>Too much assumed here would plan tables that the target refuses to create, too little gives columns that are less than
 * they could be; so it is read from the target, and the oldest server with the smallest strings stands for what cannot be read.
 *
 * @param version         the release: 19, 21, 23
 * @param stringBytes     most bytes of a VARCHAR2: 4000, or 32767 with MAX_STRING_SIZE=EXTENDED
 * @param charset         the database character set: {@code AL32UTF8}
 * @param identifierBytes most bytes of a name: 128, or 30 before 12.2
 */
public record TargetFeatures(int version, int stringBytes, String charset, int identifierBytes) {

    /** The longest VARCHAR2 without MAX_STRING_SIZE=EXTENDED, in bytes. */
    public static final int STANDARD_STRING_BYTES = 4000;

    /** The longest VARCHAR2 with MAX_STRING_SIZE=EXTENDED, in bytes. */
    public static final int EXTENDED_STRING_BYTES = 32767;

    /** An Oracle 19c as it is installed. */
    public static final TargetFeatures ORACLE_19C = new TargetFeatures(19, STANDARD_STRING_BYTES, "AL32UTF8", 128);

    /** Most bytes of a RAW. */
    public int rawBytes() {
        return stringBytes > STANDARD_STRING_BYTES ? stringBytes : 2000;
    }

    public boolean hasJson() {
        return version >= 21;
    }

    /** Whether a number or a text by itself is JSON. */
    public boolean jsonHasScalars() {
        return version >= 21;
    }

    public boolean hasBoolean() {
        return version >= 23;
    }

    public boolean hasVector() {
        return version >= 23;
    }

    /** Whether every character of MySQL has one in the target. */
    public boolean holdsAllOfUnicode() {
        return charset.equals("AL32UTF8") || charset.equals("UTF8");
    }
}
