package sluice.assess;

import java.util.ArrayList;
import java.util.List;
import sluice.schema.TargetColumn;
import sluice.schema.TargetFeatures;
import sluice.schema.TypeMapping;
import sluice.schema.UnsupportedColumn;
import sluice.schema.ValuePolicies;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** Columns whose type does not say that every value will fit; {@link DataScan} can tell whether those that are there do. */
final class ColumnTypes implements Check {

    private static final int BYTES_PER_CHARACTER = 4;
    private static final List<String> LOBS = List.of("mediumtext", "longtext", "mediumblob", "longblob", "json");
    private static final List<String> DATES = List.of("date", "datetime", "timestamp");

    private final List<SourceTable> tables;
    private final TypeMapping types;
    private final TargetFeatures target;
    private final SourceServer server;
    private final ValuePolicies policies;
    private final long largestRecord;

    ColumnTypes(List<SourceTable> tables, TypeMapping types, TargetFeatures target, SourceServer server, ValuePolicies policies,
                long largestRecord) {
        this.tables = tables;
        this.types = types;
        this.target = target;
        this.server = server;
        this.policies = policies;
        this.largestRecord = largestRecord;
    }

    @Override
    public void look(Findings findings) {
        for (SourceTable table : tables) {
            for (SourceColumn column : table.columns()) {
                String object = table.id() + "." + column.name();
                type(findings, table, column, object);
                types.note(table.id(), column).ifPresent(note -> findings.warning(FindingId.COLUMN_TYPE, object, note,
                        "-- ./sluice assess --scan-data measures what is there"));
                lob(findings, column, object);
                zeroDate(findings, column, object);
            }
        }
    }

    private void type(Findings findings, SourceTable table, SourceColumn column, String object) {
        try {
            TargetColumn mapped = types.map(table.id(), column, table.key().contains(column.name()));
            long bytes = column.length() == null ? 0 : column.length() * BYTES_PER_CHARACTER;
            if (mapped.type().startsWith("VARCHAR2") && column.charset() != null && bytes > target.stringBytes()) {
                findings.warning(FindingId.TEXT_LENGTH, object, "it becomes a VARCHAR2, which holds " + target.stringBytes() + " bytes: a"
                        + " value of more than " + target.stringBytes() / BYTES_PER_CHARACTER + " characters may have more, and its row is parked then",
                        "-- ./sluice assess --scan-data measures; as a CLOB all fit:",
                        "types.mapping=" + object + "=CLOB");
            }
        } catch (UnsupportedColumn none) {
            List<String> remedy = new ArrayList<>(List.of("-- " + none.remedy()));
            if (none.type() != null) {
                remedy.add("types.mapping=" + object + "=" + none.type());
            }
            remedy.add("-- or leave the table out with source.tables");
            findings.error(FindingId.COLUMN_TYPE, object, none.reason(), remedy.toArray(String[]::new));
        }
    }

    private void lob(Findings findings, SourceColumn column, String object) {
        if (LOBS.contains(column.dataType())) {
            findings.note(FindingId.LOB_SIZE, object, "its values may be large: a row of more than " + Volume.size(largestRecord)
                    + " in Kafka (capture.row.max.bytes; bytes take 4/3 there) is parked without its values",
                    "-- ./sluice assess --scan-data measures the largest row");
        }
    }

    /** A column that is NOT NULL tells a zero date from NULL; one that allows NULL does not. */
    private void zeroDate(Findings findings, SourceColumn column, String object) {
        if (!column.nullable() || !DATES.contains(column.dataType())) {
            return;
        }
        String arrives = "it allows NULL, and a zero date there arrives as NULL: nobody can tell the two apart";
        if (policies.zeroDate().isNull()) {
            findings.note(FindingId.ZERO_DATE_AS_NULL, object, arrives + ". values.zero.date=null wants it so");
        } else if (keepsZeroDatesOut(server.variable("sql_mode"))) {
            findings.note(FindingId.ZERO_DATE_AS_NULL, object, arrives + ". sql_mode keeps new ones out, but for INSERT IGNORE, tables"
                    + " without transactions and sessions with a sql_mode of their own",
                    "-- ./sluice assess --scan-data counts those that are there");
        } else {
            findings.error(FindingId.ZERO_DATE_AS_NULL, object, arrives + ". sql_mode lets them in",
                    "-- ./sluice assess --scan-data counts those that are there; keeps new ones out, where the service bears it:",
                    "SET PERSIST sql_mode = CONCAT(@@GLOBAL.sql_mode, ',STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE');",
                    "-- or, where NULL will do, in the settings:", "values.zero.date=null");
        }
    }

    /** Only the three together do: without strictness the value is stored with a warning, and 2024-00-10 is a matter of its own. */
    private static boolean keepsZeroDatesOut(String mode) {
        return mode.contains("STRICT_") && mode.contains("NO_ZERO_DATE") && mode.contains("NO_ZERO_IN_DATE");
    }
}
