package sluice.schema.ddl;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.schema.OracleDdl;
import sluice.schema.TargetColumn;
import sluice.schema.source.ColumnFill;
import sluice.schema.source.SourceColumn;

/**
 * A column's default in Oracle's words.
 *
 * <p>It gives the value that MySQL would give, or it is refused: the default is used for the first time after the cut-over, when nobody
 * compares both sides any more.
 */
final class Defaults {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,2}|[eE][+-]?1[01]\\d)?");
    private static final Pattern BITS = Pattern.compile("b'([01]+)'");
    private static final Pattern NOW = Pattern.compile("(?:current_timestamp|now|localtimestamp|localtime)(?:\\((\\d?)\\))?");
    private static final Pattern UUID = Pattern.compile("\\(*uuid_to_bin\\(uuid\\(\\)(, ?(true|false|[01]))?\\)\\)*");
    private static final Pattern TIME = Pattern.compile("(-?)(\\d{1,3}):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");
    private static final int LITERAL_BYTES = 4000;

    private Defaults() {
    }

    /**
     * The expression behind DEFAULT; null where there is no default.
     *
     * @throws Expression.Refused with the reason why it cannot be said in Oracle
     */
    static String translate(SourceColumn column, TargetColumn target) throws Expression.Refused {
        ColumnFill fill = column.fill();
        if (fill.defaultValue() == null) {
            return null;
        }
        return fill.expression() ? expression(fill.defaultValue(), column, target) : literal(fill.defaultValue(), column, target);
    }

    /** The moment that MySQL's CURRENT_TIMESTAMP gives for a column; it has no more digits than the column keeps. */
    static String now(SourceColumn column, TargetColumn target) throws Expression.Refused {
        String digits = "(" + (column.precision() == null ? 0 : column.precision()) + ")";
        if (target.type().endsWith("TIME ZONE")) {
            return "CURRENT_TIMESTAMP" + digits;
        }
        if (!target.type().startsWith("TIMESTAMP")) {
            throw new Expression.Refused("the column is " + target.type() + " in Oracle");
        }
        // an instant that stands in a key has no zone, and is in UTC
        return column.dataType().equals("timestamp") ? "SYS_EXTRACT_UTC(SYSTIMESTAMP)" : "LOCALTIMESTAMP" + digits;
    }

    private static String expression(String text, SourceColumn column, TargetColumn target) throws Expression.Refused {
        String plain = text.toLowerCase(Locale.ROOT).strip();
        if (NOW.matcher(plain).matches()) {
            return now(column, target);
        }
        if (UUID.matcher(plain).matches() && target.type().equals("RAW(16)")) {
            return "SYS_GUID()";
        }
        return switch (plain) {
            case "uuid()" -> uuid(target);
            case "curdate()", "current_date()" -> today(target);
            case "utc_timestamp()" -> utc(target);
            case "json_array()" -> "'[]'";
            case "json_object()" -> "'{}'";
            default -> computed(Expression.translate(text, ExpressionColumns.NONE, true), target);
        };
    }

    /** A text would be read by the rules of the session where the column holds something else. */
    private static String computed(String sql, TargetColumn target) throws Expression.Refused {
        if (sql.contains("'") && !target.type().startsWith("VARCHAR2") && !target.type().equals("CLOB")) {
            other(target.type());
        }
        return sql;
    }

    private static String uuid(TargetColumn target) throws Expression.Refused {
        if (!target.type().startsWith("VARCHAR2")) {
            throw new Expression.Refused("the column is " + target.type() + " in Oracle");
        }
        return "LOWER(REGEXP_REPLACE(RAWTOHEX(SYS_GUID()), '(.{8})(.{4})(.{4})(.{4})(.{12})', '\\1-\\2-\\3-\\4-\\5'))";
    }

    private static String today(TargetColumn target) throws Expression.Refused {
        if (!target.type().equals("DATE") && !target.type().startsWith("TIMESTAMP(")) {
            throw new Expression.Refused("the column is " + target.type() + " in Oracle");
        }
        return "TRUNC(CURRENT_DATE)";
    }

    private static String utc(TargetColumn target) throws Expression.Refused {
        if (!target.type().startsWith("TIMESTAMP(") || target.type().endsWith("ZONE")) {
            throw new Expression.Refused("the column is " + target.type() + " in Oracle");
        }
        return "SYS_EXTRACT_UTC(SYSTIMESTAMP)";
    }

    private static String literal(String value, SourceColumn column, TargetColumn target) throws Expression.Refused {
        String type = target.type();
        if (type.startsWith("NUMBER") || type.startsWith("BINARY_") || type.equals("BOOLEAN")) {
            return number(value, type);
        }
        return switch (column.dataType()) {
            case "char", "varchar", "enum", "set" -> text(value);
            case "date" -> type.equals("DATE") ? "DATE '" + moment(value) + "'" : other(type);
            case "datetime" -> type.startsWith("TIMESTAMP(") && !type.endsWith("ZONE") ? "TIMESTAMP '" + moment(value) + "'" : other(type);
            case "timestamp" -> throw new Expression.Refused("the catalog tells " + value
                    + " without the zone of the session that wrote it");
            case "time" -> type.startsWith("INTERVAL") ? interval(value) : other(type);
            case "binary", "varbinary" -> bytes(value, column, target);
            default -> other(type);
        };
    }

    private static String number(String value, String type) throws Expression.Refused {
        Matcher bits = BITS.matcher(value);
        String number = bits.matches() ? new BigInteger(bits.group(1), 2).toString() : value;
        if (!NUMBER.matcher(number).matches()) {
            throw new Expression.Refused("'" + value + "' is no number that Oracle's NUMBER holds");
        }
        return type.equals("BOOLEAN") ? (number.equals("0") ? "FALSE" : "TRUE") : number;
    }

    private static String text(String value) throws Expression.Refused {
        if (value.isEmpty()) {
            throw new Expression.Refused("'' is NULL in Oracle");
        }
        if (value.indexOf('\0') >= 0 || value.getBytes(StandardCharsets.UTF_8).length > LITERAL_BYTES) {
            throw new Expression.Refused("the text is longer than a literal of Oracle, or holds a zero character");
        }
        return OracleDdl.text(value);
    }

    /** INFORMATION_SCHEMA cuts bytes at the first zero byte; only those that fill the column are known to be whole. */
    private static String bytes(String value, SourceColumn column, TargetColumn target) throws Expression.Refused {
        if (!target.type().startsWith("RAW") || value.length() != 2 + 2 * column.length()) {
            throw new Expression.Refused("the catalog tells bytes only up to the first zero byte (" + value + ")");
        }
        return "HEXTORAW('" + value.substring(2) + "')";
    }

    private static String moment(String value) throws Expression.Refused {
        if (value.startsWith("0000") || value.contains("-00")) {
            throw new Expression.Refused("Oracle has no date " + value);
        }
        return value;
    }

    /** Oracle counts days, MySQL hours. */
    private static String interval(String value) throws Expression.Refused {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            throw new Expression.Refused("'" + value + "' is no time");
        }
        int hours = Integer.parseInt(time.group(2));
        return "INTERVAL '" + time.group(1) + hours / 24 + String.format(Locale.ROOT, " %02d", hours % 24) + ":" + time.group(3) + ":"
                + time.group(4) + "' DAY TO SECOND";
    }

    private static String other(String type) throws Expression.Refused {
        throw new Expression.Refused("the column is " + type + " in Oracle");
    }
}
