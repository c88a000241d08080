package sluice.load;

/** How large a batch may be. Asked for each poll, since it changes while a lane runs. */
public interface Bounds {

    /** Changes, at least 1. */
    int rows();

    /** Of changes, as they stand in Kafka but unpacked; one change goes whatever its size. */
    long bytes();

    /** A poll has ended because its batch is as large as it may be. */
    void reached();
}
