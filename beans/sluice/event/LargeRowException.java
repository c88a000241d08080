package sluice.event;

import sluice.schema.TableId;

/** A row whose values are not in Kafka, since they were too large when it was captured. Only its key is known. */
public final class LargeRowException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LargeRowException(TableId table, LargeRow large) {
        super("the row needs " + large.bytes() + " bytes in Kafka, and capture.row.max.bytes was " + large.limit()
                + ": its values were not captured. Raise the setting where capture runs and have the row copied again ('sluice resync " + table
                + " --where ...' with its key, or any UPDATE of it at the source); or copy it by hand, and discard it here");
    }
}
