package sluice.assess;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sluice.schema.source.SourceTable;

/** Where the volume is: the tables that the copy will take its time for. */
final class LargestTables implements Check {

    private static final int SHOWN = 5;

    private final List<SourceTable> tables;

    LargestTables(List<SourceTable> tables) {
        this.tables = tables;
    }

    @Override
    public void look(Findings findings) {
        String largest = tables.stream().filter(table -> table.options().dataBytes() > 0)
                .sorted(Comparator.comparingLong((SourceTable table) -> table.options().dataBytes()).reversed()).limit(SHOWN)
                .map(table -> String.format(Locale.ROOT, "%s (about %,d rows, %s)", table.id(), table.rows(),
                        Volume.size(table.options().dataBytes())))
                .collect(Collectors.joining(", "));
        if (!largest.isEmpty()) {
            findings.note(FindingId.VOLUME, "source", "the largest tables: " + largest + ". A large table may have a lane of its own",
                    "-- the server's estimates; to have it count anew: ANALYZE TABLE");
        }
    }
}
