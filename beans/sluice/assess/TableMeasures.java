package sluice.assess;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import sluice.schema.TargetFeatures;
import sluice.schema.TypeMapping;
import sluice.schema.UnsupportedColumn;
import sluice.schema.ValuePolicies;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceIndex;
import sluice.schema.source.SourceTable;

/** What there is to know of the values of a table's columns, and what each answer means for the target. */
final class TableMeasures {

    private static final int NUMBER_DIGITS = 38;
    private static final int SHORT = 255;
    private static final long LARGEST = 100_000_000;
    private static final Set<String> DATES = Set.of("date", "datetime", "timestamp");

    private final SourceTable table;
    private final TypeMapping types;
    private final TargetFeatures target;
    private final ValuePolicies policies;
    private final long largestRecord;
    private final Set<String> compared;
    private final List<Measure> measures = new ArrayList<>();

    TableMeasures(SourceTable table, TypeMapping types, TargetFeatures target, ValuePolicies policies, long largestRecord) {
        this.table = table;
        this.types = types;
        this.target = target;
        this.policies = policies;
        this.largestRecord = largestRecord;
        this.compared = new HashSet<>(table.key());
        table.indexes().stream().filter(SourceIndex::unique).forEach(index -> compared.addAll(index.columns()));
    }

    List<Measure> all() {
        for (SourceColumn column : table.columns()) {
            if (column.charset() != null && !List.of("enum", "set", "json").contains(column.dataType())) {
                text(column);
            } else if (DATES.contains(column.dataType())) {
                date(column);
            } else if (column.dataType().equals("time") && !type(column).startsWith("INTERVAL") && !type(column).startsWith("VARCHAR2")) {
                time(column);
            } else if (column.dataType().equals("decimal") && column.precision() > NUMBER_DIGITS) {
                number(column);
            }
        }
        rowSize();
        return measures;
    }

    private void text(SourceColumn column) {
        empty(column);
        String unicode = "CONVERT(" + name(column) + " USING utf8mb4)";
        count("LOCATE(0x00, CAST(" + unicode + " AS BINARY)) > 0", (findings, rows) -> findings.warning(FindingId.NUL_CHARACTER,
                object(column), "rows that hold the character NUL: " + rows + ". Oracle keeps it, but many programs end the text there",
                "-- see where it comes from; takes it out:", "UPDATE " + RowKeys.sql(table) + " SET " + name(column) + " = REPLACE("
                        + name(column) + ", CHAR(0), '') WHERE LOCATE(0x00, CAST(" + name(column) + " AS BINARY)) > 0;"));
        undefined(column, unicode);
        if (type(column).startsWith("VARCHAR2")) {
            measures.add(new Measure("MAX(LENGTH(" + unicode + "))", target.stringBytes(), (findings, bytes) ->
                    findings.error(FindingId.TEXT_TOO_LONG, object(column), "its longest text has " + bytes + " bytes, and "
                            + type(column) + " holds " + target.stringBytes() + ": such rows are parked", "-- in the settings:",
                            "types.mapping=" + object(column) + "=CLOB")));
        }
        if (compared.contains(column.name()) && !column.dataType().equals("char")) {
            count(name(column) + " LIKE '% '", (findings, rows) -> findings.warning(FindingId.TRAILING_BLANK, object(column),
                    "rows that end in blanks, in a key: " + rows + ". Collations that pad take 'a ' and 'a' for equal, Oracle does not",
                    "-- where the blanks mean nothing:", "UPDATE " + RowKeys.sql(table) + " SET " + name(column) + " = RTRIM("
                            + name(column) + ") WHERE " + name(column) + " LIKE '% ';"));
        }
    }

    /** The server gives a question mark for what its own character set does not define. */
    private void undefined(SourceColumn column, String unicode) {
        if (column.charset().startsWith("utf") || column.charset().equals("ascii") || column.charset().equals("ucs2")) {
            return;
        }
        String lost = "CHAR_LENGTH(REPLACE(" + unicode + ", '?', '')) <> CHAR_LENGTH(REPLACE(" + name(column) + ", '?', ''))";
        count(lost, (findings, rows) -> findings.error(FindingId.UNDEFINED_CHARACTER, object(column), "rows that hold bytes which are no"
                + " character of " + column.charset() + ": " + rows + ". They are parked; from a TINYTEXT, MEDIUMTEXT or LONGTEXT they are copied"
                + " with a ?", "-- see which, and correct them at the source:", "SELECT *, HEX(" + name(column) + ") FROM " + RowKeys.sql(table)
                + " WHERE " + lost + " LIMIT 10;"));
    }

    private void empty(SourceColumn column) {
        boolean key = table.key().contains(column.name());
        boolean refused = key || !column.nullable() && policies.emptyNotNull() == ValuePolicies.EmptyNotNull.PARK;
        count("CHAR_LENGTH(" + name(column) + ") = 0", (findings, rows) -> findings.add(FindingId.EMPTY_TEXT,
                refused ? Severity.ERROR : Severity.NOTE, object(column), "rows that hold '': " + rows + ". Oracle stores it as NULL"
                        + (refused ? ", so they are parked" : column.nullable() ? "; it cannot be told from NULL afterwards" : ""),
                refused ? new String[] {key ? "-- give these rows another key at the source:" : "-- in the settings:",
                    key ? "SELECT * FROM " + RowKeys.sql(table) + " WHERE CHAR_LENGTH(" + name(column) + ") = 0 LIMIT 10;"
                            : "values.empty.not.null=nullable"} : new String[0]));
    }

    private void date(SourceColumn column) {
        String zero = "MONTH(" + name(column) + ") = 0 OR DAYOFMONTH(" + name(column) + ") = 0 OR YEAR(" + name(column) + ") = 0";
        boolean parked = !column.nullable() && policies.zeroDate().equals(ValuePolicies.ZeroDates.PARK);
        boolean lost = column.nullable() && !policies.zeroDate().isNull();
        count(zero, (findings, rows) -> findings.add(FindingId.ZERO_DATE, parked || lost ? Severity.ERROR : Severity.WARNING, object(column),
                "rows that hold a zero date (0000-00-00, or a year, month or day of 0), which Oracle does not have: " + rows + ". "
                        + (column.nullable() ? "They arrive as NULL" : parked ? "They are parked" : "values.zero.date says what they"
                        + " become"), "-- in the settings, where NULL will do" + (column.nullable() ? ":" : ", or a date that stands for it:"),
                "values.zero.date=null", "-- to tell them from NULL, give them a date of their own at the source:",
                "UPDATE " + RowKeys.sql(table) + " SET " + name(column) + " = '1900-01-01' WHERE " + zero + ";"));
        early(column, zero);
    }

    private void early(SourceColumn column, String zero) {
        count(name(column) + " < '1582-10-15' AND NOT (" + zero + ")", (findings, rows) -> findings.warning(FindingId.EARLY_DATE,
                object(column), "rows that hold a date before 1582-10-15: " + rows + ". MySQL counts as if today's calendar had always been, Oracle"
                        + " has the Julian one before, without the days from 5 to 14 October 1582", "-- see whether they are meant:",
                "SELECT * FROM " + RowKeys.sql(table) + " WHERE " + name(column) + " < '1582-10-15' LIMIT 10;"));
        if (column.dataType().equals("datetime")) {
            String untold = name(column) + " >= '1582-10-05' AND " + name(column) + " < '1582-10-25'";
            count(untold, (findings, rows) -> findings.error(FindingId.EARLY_DATE, object(column), "rows that hold a time from 1582-10-05"
                    + " to 1582-10-24: " + rows + ". The copy cannot tell which of two days ten days apart it is, so they are parked",
                    "-- accept it, and write them again at the source (a change and back) when the copy is done; or give them another date:",
                    "SELECT * FROM " + RowKeys.sql(table) + " WHERE " + untold + " LIMIT 10;"));
        }
    }

    private void time(SourceColumn column) {
        count(name(column) + " < '00:00:00' OR " + name(column) + " >= '24:00:00'", (findings, rows) ->
                findings.error(FindingId.TIME_RANGE, object(column), "rows that hold a time which is no time of a day: " + rows
                        + ". types.mapping makes it " + type(column), "-- take the column out of types.mapping: INTERVAL DAY TO SECOND holds them all"));
    }

    private void number(SourceColumn column) {
        count("LENGTH(TRIM(BOTH '0' FROM REPLACE(CAST(ABS(" + name(column) + ") AS CHAR), '.', ''))) > " + NUMBER_DIGITS,
                (findings, rows) -> findings.error(FindingId.NUMBER_TOO_LONG, object(column), "rows that hold a number of more than "
                        + NUMBER_DIGITS + " digits: " + rows + ". No NUMBER keeps them", "-- in the settings, as text:",
                        "types.mapping=" + object(column) + "=VARCHAR2(70 CHAR)"));
    }

    /** Bytes are written in base64. */
    private void rowSize() {
        String sizes = table.columns().stream().filter(TableMeasures::isLong)
                .map(column -> "COALESCE(LENGTH(" + name(column) + "), 0)" + (column.charset() == null ? " * 4 DIV 3" : ""))
                .collect(Collectors.joining(" + "));
        if (!sizes.isEmpty()) {
            measures.add(new Measure("MAX(" + sizes + ")", largestRecord, (findings, bytes) -> findings.error(
                    FindingId.ROW_SIZE, table.id().toString(), "its largest row takes about " + Volume.size(bytes) + " in Kafka, and"
                            + " capture.row.max.bytes is " + Volume.size(largestRecord) + ": such rows are parked without their values",
                    "-- in the settings, up to 100000000, with the heap that docs/bounds.md names:",
                    "capture.row.max.bytes=" + Math.min(LARGEST, bytes + bytes / 8),
                    "-- or accept it, and copy these rows by hand")));
        }
    }

    private static boolean isLong(SourceColumn column) {
        return column.dataType().endsWith("blob") || column.dataType().equals("json") || column.dataType().endsWith("text")
                || column.length() != null && column.length() > SHORT && !List.of("enum", "set").contains(column.dataType());
    }

    private void count(String condition, java.util.function.BiConsumer<Findings, Long> finding) {
        measures.add(new Measure("SUM(" + condition + ")", 0, finding));
    }

    /** Empty where the column has no counterpart. */
    private String type(SourceColumn column) {
        try {
            return types.map(table.id(), column, table.key().contains(column.name())).type();
        } catch (UnsupportedColumn none) {
            return "";
        }
    }

    private String object(SourceColumn column) {
        return table.id() + "." + column.name();
    }

    private static String name(SourceColumn column) {
        return "`" + column.name().replace("`", "``") + "`";
    }
}
