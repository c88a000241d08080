package sluice.assess;

import java.util.List;
import java.util.Locale;
import sluice.schema.source.SourceTable;

/** Storage engines other than InnoDB: what the snapshot reads and what the binlog says then need not be one state. */
final class Engines implements Check {

    private final List<SourceTable> tables;

    Engines(List<SourceTable> tables) {
        this.tables = tables;
    }

    @Override
    public void look(Findings findings) {
        for (SourceTable table : tables) {
            String engine = table.options().engine() == null ? "InnoDB" : table.options().engine();
            switch (engine.toUpperCase(Locale.ROOT)) {
                case "INNODB" -> { }
                case "FEDERATED", "BLACKHOLE" -> findings.error(FindingId.STORAGE_ENGINE, table.id().toString(), "its engine is "
                        + engine + ": its rows are not on this server, so neither the copy nor the binlog is whole",
                        "-- move it from the server that has the rows, and leave it out here with source.tables");
                case "MEMORY" -> findings.warning(FindingId.STORAGE_ENGINE, table.id().toString(), "its engine is " + engine
                        + ": a restart of the source empties it", toInnoDb(table));
                default -> findings.warning(FindingId.STORAGE_ENGINE, table.id().toString(), "its engine is " + engine
                        + ", which has no transactions: rows that are written during the copy may be copied and logged, or a crash"
                        + " of the source may leave table and binlog apart", toInnoDb(table));
            }
        }
    }

    private static String toInnoDb(SourceTable table) {
        return "ALTER TABLE " + RowKeys.sql(table) + " ENGINE = InnoDB;";
    }
}
