package sluice.assess;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceIndex;
import sluice.schema.source.SourceTable;

/** Whether each table has a key by which its changes can be told apart: never NULL, unique, and exact. */
final class RowKeys implements Check {

    private final List<SourceTable> tables;

    RowKeys(List<SourceTable> tables) {
        this.tables = tables;
    }

    @Override
    public void look(Findings findings) {
        for (SourceTable table : tables) {
            if (table.key().isEmpty()) {
                without(findings, table);
            } else {
                nullable(findings, table);
                unique(findings, table);
                types(findings, table);
            }
        }
    }

    private static void without(Findings findings, SourceTable table) {
        List<String> remedy = new ArrayList<>();
        for (SourceIndex index : table.secondaryIndexes()) {
            if (identifies(index, table)) {
                remedy.add("-- its unique key " + index.name() + " may serve; in the settings:");
                remedy.add("message.key.columns=" + table.id() + ":" + String.join(",", index.columns()));
                remedy.add("-- or give it a primary key:");
            }
        }
        if (remedy.isEmpty()) {
            remedy.add("-- give it a primary key (a service that inserts without naming the columns has to take INVISIBLE):");
        }
        remedy.add("ALTER TABLE " + sql(table) + " ADD COLUMN sluice_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY INVISIBLE;");
        remedy.add("-- or name columns that identify a row, in the settings:");
        remedy.add("message.key.columns=" + table.id() + ":COLUMN,COLUMN");
        remedy.add("-- or leave the table out with source.tables");
        findings.error(FindingId.NO_PRIMARY_KEY, table.id().toString(), "it has no primary key, so its changes cannot be told apart",
                remedy.toArray(String[]::new));
    }

    /** A unique index whose whole values are never NULL. */
    private static boolean identifies(SourceIndex index, SourceTable table) {
        return index.unique() && index.isPlain()
                && index.columns().stream().noneMatch(name -> table.column(name).nullable());
    }

    private static void nullable(Findings findings, SourceTable table) {
        table.key().stream().map(table::column).filter(column -> column != null && column.nullable()).forEach(column ->
                findings.error(FindingId.KEY_NULLABLE, object(table, column), "message.key.columns names it, and it allows NULL,"
                        + " which no key of the target takes", "-- where no row has NULL there:",
                        "ALTER TABLE " + sql(table) + " MODIFY `" + column.name() + "` " + column.columnType() + " NOT NULL;",
                        "-- or name other columns in message.key.columns"));
    }

    /** The primary key is unique by itself; a key of the settings is only as good as an index that says so. */
    private static void unique(Findings findings, SourceTable table) {
        boolean covered = table.indexes().stream().filter(index -> index.unique() && index.isPlain())
                .anyMatch(index -> table.key().containsAll(index.columns()));
        if (!covered) {
            String columns = table.key().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
            findings.warning(FindingId.KEY_NOT_UNIQUE, table.id().toString(), "message.key.columns names " + columns + ", and no"
                    + " unique key of the source says that rows differ there: rows that share the values overwrite each other",
                    "-- is empty where they differ now:",
                    "SELECT " + columns + ", COUNT(*) FROM " + sql(table) + " GROUP BY " + columns + " HAVING COUNT(*) > 1 LIMIT 10;",
                    "-- and keeps it so:", "ALTER TABLE " + sql(table) + " ADD UNIQUE (" + columns + ");");
        }
    }

    private static void types(Findings findings, SourceTable table) {
        table.key().stream().map(table::column).filter(column -> column != null && List.of("float", "double").contains(column.dataType()))
                .forEach(column -> findings.warning(FindingId.KEY_TYPE, object(table, column), column.columnType() + " is part of the"
                        + " key, and approximate: a row is found again only by exactly the same binary value",
                        "-- use a DECIMAL there, or other columns in message.key.columns"));
    }

    private static String object(SourceTable table, SourceColumn column) {
        return table.id() + "." + column.name();
    }

    /** The table's name as MySQL's statements write it. */
    static String sql(SourceTable table) {
        return "`" + table.id().database() + "`.`" + table.id().table() + "`";
    }
}
