package sluice.schema;

/**
 * The SQL about SLUICE_STRAND, where partitions that are applied by several transactions at once keep the place of each of their strands;
 * valid in Oracle as in H2. A partition with one strand has no rows there.
 */
public final class StrandTable {

    static final String CREATE = """
            CREATE TABLE SLUICE_STRAND (
              TOPIC VARCHAR2(249 CHAR) NOT NULL, PARTITION_NO NUMBER(10) NOT NULL, STRAND NUMBER(10) NOT NULL,
              STRANDS NUMBER(10) NOT NULL, NEXT_OFFSET NUMBER(19) NOT NULL,
              CONSTRAINT SLUICE_STRAND_PK PRIMARY KEY (TOPIC, PARTITION_NO, STRAND))""";

    /** The strands of a partition. Parameters: topic, partition. */
    public static final String READ =
            "SELECT STRANDS, NEXT_OFFSET FROM SLUICE_STRAND WHERE TOPIC = ? AND PARTITION_NO = ? ORDER BY STRAND";

    /** The compare-and-set. Parameters: next offset, topic, partition, strand, number of strands, expected offset. */
    public static final String MOVE =
            "UPDATE SLUICE_STRAND SET NEXT_OFFSET = ? WHERE TOPIC = ? AND PARTITION_NO = ? AND STRAND = ? AND STRANDS = ? AND NEXT_OFFSET = ?";

    /** Locks the strands of a partition and changes nothing. Parameters: topic, partition. */
    public static final String TOUCH = "UPDATE SLUICE_STRAND SET NEXT_OFFSET = NEXT_OFFSET WHERE TOPIC = ? AND PARTITION_NO = ?";

    /** Parameters: topic, partition, strand, number of strands, next offset. */
    public static final String ADD =
            "INSERT INTO SLUICE_STRAND (TOPIC, PARTITION_NO, STRAND, STRANDS, NEXT_OFFSET) VALUES (?, ?, ?, ?, ?)";

    /** Removes the strands that are not ahead of the watermark. Parameters: topic, partition, watermark. */
    public static final String REMOVE = "DELETE FROM SLUICE_STRAND WHERE TOPIC = ? AND PARTITION_NO = ? AND NEXT_OFFSET <= ?";

    /** Parameters: new number of strands, topic, partition, watermark, old number. */
    public static final String RECOUNT =
            "UPDATE SLUICE_WATERMARK SET STRANDS = ? WHERE TOPIC = ? AND PARTITION_NO = ? AND NEXT_OFFSET = ? AND STRANDS = ?";

    private StrandTable() {
    }
}
