package sluice.assess;

import java.util.List;
import java.util.stream.Collectors;
import sluice.schema.TargetColumn;
import sluice.schema.TargetFeatures;
import sluice.schema.TypeMapping;
import sluice.schema.UnsupportedColumn;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** Columns whose type does not say that every value will fit; {@link DataScan} can tell whether those that are there do. */
final class ColumnTypes implements Check {

    private static final int BYTES_PER_CHARACTER = 4;
    private static final List<String> DATES = List.of("date", "datetime", "timestamp");

    private final List<SourceTable> tables;
    private final TypeMapping types;
    private final TargetFeatures target;
    private final SourceServer server;

    ColumnTypes(List<SourceTable> tables, TypeMapping types, TargetFeatures target, SourceServer server) {
        this.tables = tables;
        this.types = types;
        this.target = target;
        this.server = server;
    }

    @Override
    public void look(Findings findings) {
        for (SourceTable table : tables) {
            table.columns().forEach(column -> type(findings, table, column));
            types.notes(table).forEach(note -> findings.warning(FindingId.COLUMN_TYPE, table.id().toString(), note,
                    "-- ./sluice assess --scan-data measures what is there"));
            lobs(findings, table);
            zeroDates(findings, table);
        }
    }

    private void type(Findings findings, SourceTable table, SourceColumn column) {
        String object = table.id() + "." + column.name();
        try {
            TargetColumn mapped = types.map(table.id(), column, table.key().contains(column.name()));
            long bytes = column.length() == null ? 0 : column.length() * BYTES_PER_CHARACTER;
            if (mapped.type().startsWith("VARCHAR2") && column.charset() != null && bytes > target.stringBytes()) {
                findings.warning(FindingId.TEXT_LENGTH, object, column.columnType() + " becomes " + mapped.type() + ", which holds "
                        + target.stringBytes() + " bytes: a value of " + target.stringBytes() / BYTES_PER_CHARACTER + " to "
                        + column.length() + " characters may be longer, and is refused then",
                        "-- ./sluice assess --scan-data measures; as a CLOB all fit:",
                        "types.mapping=" + object + "=CLOB");
            }
        } catch (UnsupportedColumn none) {
            String type = column.dataType().equals("decimal") ? "VARCHAR2(" + (column.precision() + 2) + " CHAR)" : "CLOB";
            findings.error(FindingId.COLUMN_TYPE, object, none.getMessage(), "-- name a type that holds the values which are there:",
                    "types.mapping=" + object + "=" + type, "-- or leave the table out with source.tables");
        }
    }

    private static void lobs(Findings findings, SourceTable table) {
        String lobs = table.columns().stream().filter(column -> List.of("mediumtext", "longtext", "mediumblob", "longblob", "json")
                .contains(column.dataType())).map(column -> column.name() + " " + column.dataType()).collect(Collectors.joining(", "));
        if (!lobs.isEmpty()) {
            findings.note(FindingId.LOB_SIZE, table.id().toString(), "it has " + lobs + ": a change of more than "
                    + Volume.size(DataScan.RECORD_BYTES) + " does not fit Kafka, and an update carries the row twice",
                    "-- ./sluice assess --scan-data measures the largest row");
        }
    }

    /** A column that is NOT NULL tells a zero date from NULL; one that allows NULL does not. */
    private void zeroDates(Findings findings, SourceTable table) {
        String mode = server.variable("sql_mode");
        String dates = table.columns().stream().filter(column -> column.nullable() && DATES.contains(column.dataType()))
                .map(SourceColumn::name).collect(Collectors.joining(", "));
        if (!dates.isEmpty() && !(mode.contains("NO_ZERO_DATE") && mode.contains("STRICT_"))) {
            findings.warning(FindingId.ZERO_DATE_AS_NULL, table.id().toString(), "sql_mode lets zero dates in, and " + dates
                    + " allow NULL: a zero date there arrives as NULL, and nobody can tell the two apart",
                    "-- ./sluice assess --scan-data counts them; keeps new ones out, where the service bears it:",
                    "SET PERSIST sql_mode = CONCAT(@@GLOBAL.sql_mode, ',STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE');");
        }
    }
}
