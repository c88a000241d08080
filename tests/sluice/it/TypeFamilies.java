package sluice.it;

import static sluice.it.TypeFamily.Reading.BITS;
import static sluice.it.TypeFamily.Reading.BYTES;
import static sluice.it.TypeFamily.Reading.DATE;
import static sluice.it.TypeFamily.Reading.DATETIME;
import static sluice.it.TypeFamily.Reading.DOUBLE;
import static sluice.it.TypeFamily.Reading.FLOAT;
import static sluice.it.TypeFamily.Reading.JSON;
import static sluice.it.TypeFamily.Reading.NUMBER;
import static sluice.it.TypeFamily.Reading.TEXT;
import static sluice.it.TypeFamily.Reading.TIME;
import static sluice.it.TypeFamily.Reading.TIMESTAMP;
import static sluice.it.TypeFamily.Reading.VECTOR;

import java.util.ArrayList;
import java.util.List;

/** Every type of MySQL with its edges: smallest, largest, zero, NULL, empty, full length, non-ASCII. */
final class TypeFamilies {

    private static final String EMOJI = "_utf8mb4'it''s \uD83D\uDE00 日本 e\u0301'";

    private TypeFamilies() {
    }

    /** Those that every connector gives as they are. {@code version} is MySQL's: 9 has VECTOR. */
    static List<TypeFamily> of(String version) {
        List<TypeFamily> families = new ArrayList<>(List.of(integers(), numbers(), texts(), longTexts(), charsets(), bytes(), times(),
                notNull(), documents(), shapes()));
        if (version.startsWith("9")) {
            families.add(TypeFamily.of("vectors").with("VECTOR(3)", VECTOR, "STRING_TO_VECTOR('[1,-2.5,3.402823466e38]')",
                    "STRING_TO_VECTOR('[0,0.1,1.17549435e-38]')").with("VECTOR", VECTOR, "STRING_TO_VECTOR('[7]')",
                    "STRING_TO_VECTOR(CONCAT('[', REPEAT('0.123456,', 2047), '1]'))"));
        }
        return families;
    }

    /** What Debezium by itself gives as other values, and Sluice's capture does not (docs/types.md). */
    static TypeFamily ofOurCapture() {
        return TypeFamily.of("our_capture").with("YEAR", NUMBER, "0", "1901")
                .with("FLOAT", FLOAT, "3.402823466e38", "-3.402823466e38", "1.17549435e-38", "16777216", "-16777215", "0.1234567")
                .with("FLOAT(7,4)", FLOAT, "999.9999", "-0.0001").with("FLOAT UNSIGNED", FLOAT, "123456.789")
                .with("JSON", JSON, "JSON_OBJECT('at', CAST('2015-01-15 23:24:25' AS DATETIME), 'on', CAST('2015-01-15' AS DATE), 'fine',"
                        + " CAST('2015-01-15 23:24:25.120000' AS DATETIME(6)))", "JSON_ARRAY(CAST(x'00ff10' AS BINARY))",
                        "JSON_ARRAY(CAST('-23:24:25' AS TIME), CAST('838:59:59' AS TIME), CAST('-00:00:00.000001' AS TIME(6)))",
                        "JSON_ARRAY(CAST(REPEAT(x'00ff10', 50) AS BINARY))", "JSON_ARRAY(ST_GeomFromText('POINT(1 2)'), b'101', 2024)");
    }

    private static TypeFamily integers() {
        return TypeFamily.of("integers")
                .with("TINYINT", NUMBER, "-128", "127", "0").with("TINYINT UNSIGNED", NUMBER, "0", "255")
                .with("BOOLEAN", NUMBER, "TRUE", "FALSE", "-128", "127").with("SMALLINT", NUMBER, "-32768", "32767")
                .with("SMALLINT UNSIGNED", NUMBER, "0", "65535").with("MEDIUMINT", NUMBER, "-8388608", "8388607")
                .with("MEDIUMINT UNSIGNED", NUMBER, "0", "16777215").with("INT", NUMBER, "-2147483648", "2147483647")
                .with("INT UNSIGNED", NUMBER, "0", "4294967295").with("INT(10) UNSIGNED ZEROFILL", NUMBER, "7", "4294967295")
                .with("BIGINT", NUMBER, "-9223372036854775808", "9223372036854775807", "0")
                .with("BIGINT UNSIGNED", NUMBER, "0", "18446744073709551615", "9223372036854775808")
                .with("BIT(1)", BITS, "b'0'", "b'1'").with("BIT(8)", BITS, "b'10000001'", "255", "0").with("BIT(9)", BITS, "257", "1")
                .with("BIT(64)", BITS, "18446744073709551615", "9223372036854775808", "1", "0")
                .with("YEAR", NUMBER, "1901", "2155", "2000");
    }

    private static TypeFamily numbers() {
        return TypeFamily.of("numbers")
                .with("DECIMAL(10,2)", NUMBER, "-99999999.99", "99999999.99", "0.00", "0.10")
                .with("DECIMAL(38,30)", NUMBER, "-12345678.123456789012345678901234567890", "0.000000000000000000000000000001")
                .with("DECIMAL(38,0)", NUMBER, "99999999999999999999999999999999999999", "-1")
                .with("DECIMAL(30,30) UNSIGNED", NUMBER, "0.999999999999999999999999999999")
                .with("DECIMAL(7,2) ZEROFILL", NUMBER, "1.50", "0")
                .with("DECIMAL(65,30)", NUMBER, "-99999999999999999999999999999999999.999999999999999999999999999999", "0.5")
                .with("FLOAT", FLOAT, "1e38", "-1e38", "0", "0.1", "123456")
                .with("DOUBLE", DOUBLE, "1.7976931348623157e308", "-1.7976931348623157e308", "2.2250738585072014e-308", "0", "0.1",
                        "2.9802322387695312e-8", "9007199254740993");
    }

    private static TypeFamily texts() {
        return TypeFamily.of("texts")
                .with("CHAR(10)", TEXT, "'abc'", "'blanks  '", "''", "REPEAT('日', 10)", "'  x'")
                .with("VARCHAR(40)", TEXT, "''", "' padded '", "REPEAT('\uD83D\uDE00', 20)", EMOJI, "CONCAT('a', CHAR(0), 'b')", "REPEAT('é', 40)")
                .with("VARCHAR(1000)", TEXT, "REPEAT('\uD83D\uDE00', 500)", "'\"\\\\'")
                .with("ENUM('a','b,c','it''s','日本','A b')", TEXT, "'a'", "'b,c'", "'it''s'", "'日本'", "'A b'")
                .with("SET('x','y','日本','it''s')", TEXT, "''", "'x'", "'x,y,日本,it''s'", "'日本,x'");
    }

    private static TypeFamily longTexts() {
        return TypeFamily.of("long_texts")
                .with("VARCHAR(5000)", TEXT, "REPEAT('日', 5000)", "''", "'short'")
                .with("TINYTEXT", TEXT, "REPEAT('é', 127)", "''", EMOJI).with("TEXT", TEXT, "REPEAT('日', 21845)", "''", EMOJI)
                .with("MEDIUMTEXT", TEXT, "REPEAT('\uD83D\uDE00', 70000)", "''").with("LONGTEXT", TEXT, "REPEAT('ab日', 100000)", "'\\n'");
    }

    private static TypeFamily charsets() {
        return TypeFamily.of("charsets")
                .with("VARCHAR(20) CHARACTER SET latin1", TEXT, "'café €'", "'ÿ'").with("VARCHAR(20) CHARACTER SET euckr", TEXT, "'한글'")
                .with("VARCHAR(20) CHARACTER SET sjis", TEXT, "'カナ'").with("VARCHAR(20) CHARACTER SET gbk", TEXT, "'汉字'")
                .with("VARCHAR(20) CHARACTER SET utf16", TEXT, "'a\uD83D\uDE00'").with("VARCHAR(20) CHARACTER SET ucs2", TEXT, "'é日'")
                .with("VARCHAR(20) CHARACTER SET ascii", TEXT, "'plain'").with("TEXT CHARACTER SET cp1251", TEXT, "'Привет'")
                .with("ENUM('é','ß') CHARACTER SET latin1", TEXT, "'é'", "'ß'")
                .with("CHAR(5) CHARACTER SET utf8mb3", TEXT, "'日本語'").with("VARCHAR(9) CHARACTER SET latin2", TEXT, "'žluť'");
    }

    private static TypeFamily bytes() {
        return TypeFamily.of("bytes")
                .with("BINARY(4)", BYTES, "0x00000000", "0x01", "0xFFFFFFFF", "0x0A000000").with("BINARY(255)", BYTES, "0x01")
                .with("VARBINARY(10)", BYTES, "''", "0x00FF00", "REPEAT(0xFE, 10)").with("VARBINARY(3000)", BYTES, "REPEAT(0xAB, 3000)", "0x00")
                .with("TINYBLOB", BYTES, "''", "REPEAT(0x00, 255)").with("BLOB", BYTES, "REPEAT(0xC3, 65535)", "'x'")
                .with("MEDIUMBLOB", BYTES, "REPEAT(0x80, 300000)").with("LONGBLOB", BYTES, "REPEAT(0x00FF, 100000)", "0x00");
    }

    private static TypeFamily times() {
        TypeFamily family = TypeFamily.of("times")
                .with("DATE", DATE, "'1000-01-01'", "'9999-12-31'", "'1970-01-01'", "'1582-10-10'", "'0099-02-28'", "'2024-02-29'");
        for (int digits = 0; digits <= 6; digits++) {
            String fraction = digits == 0 ? "" : "." + "9".repeat(digits);
            String first = digits == 0 ? "" : "." + "0".repeat(digits - 1) + "1";
            family.with("TIME(" + digits + ")", TIME, "'-838:59:59'", "'838:59:59'", "'00:00:00'", "'-00:00:01" + first + "'",
                            "'23:59:59" + fraction + "'", "'-837:00:00" + fraction + "'")
                    .with("DATETIME(" + digits + ")", DATETIME, "'1000-01-01 00:00:00" + first + "'", "'9999-12-31 23:59:59" + fraction + "'",
                            "'2018-11-04 00:30:00'", "'1969-12-31 23:59:59" + fraction + "'", "'1970-01-01 00:00:00'")
                    .with("TIMESTAMP(" + digits + ") NULL", TIMESTAMP, "'1970-01-01 00:00:01" + first + "'",
                            "'2038-01-19 03:14:07" + fraction + "'", "'2025-03-30 02:30:00" + first + "'", "'2024-06-01 12:00:00'");
        }
        return family;
    }

    /** Debezium takes the defaults of columns apart too, and treats those that do not allow NULL otherwise. */
    private static TypeFamily notNull() {
        return TypeFamily.of("not_null")
                .withNotNull("DATE DEFAULT '2024-02-29'", DATE, "'1970-01-01'", "'0099-12-31'")
                .withNotNull("DATETIME DEFAULT CURRENT_TIMESTAMP", DATETIME, "'1970-01-01 00:00:00'", "'9999-12-31 23:59:59'")
                .withNotNull("DATETIME(6) DEFAULT '2024-01-01 00:00:00.000001'", DATETIME, "'2018-11-04 00:30:00.5'", "'1000-01-01 00:00:00'")
                .withNotNull("TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP(3)", TIMESTAMP, "'1970-01-01 00:00:01.001'", "'2038-01-19 03:14:07.999'")
                .withNotNull("TIMESTAMP DEFAULT '2024-01-01 00:00:00'", TIMESTAMP, "'2025-10-26 01:30:00'")
                .withNotNull("TIME DEFAULT '-01:00:00'", TIME, "'00:00:00'").withNotNull("YEAR DEFAULT 2024", NUMBER, "1901")
                .withNotNull("VARCHAR(10) DEFAULT ''", TEXT, "''", "'x'").withNotNull("CHAR(3) DEFAULT 'a'", TEXT, "''", "'b'")
                .withNotNull("ENUM('a','b') DEFAULT 'b'", TEXT, "'a'").withNotNull("SET('a','b') DEFAULT ''", TEXT, "''", "'a,b'")
                .withNotNull("VARBINARY(4) DEFAULT ''", BYTES, "''", "0x00").withNotNull("BINARY(4) DEFAULT 'a'", BYTES, "0x00", "'ab'")
                .withNotNull("BIT(1) DEFAULT b'1'", BITS, "b'0'").withNotNull("BIT(10) DEFAULT b'1000000001'", BITS, "0")
                .withNotNull("DECIMAL(10,2) DEFAULT 1.5", NUMBER, "0").withNotNull("BOOLEAN DEFAULT TRUE", NUMBER, "FALSE")
                .withNotNull("BIGINT UNSIGNED DEFAULT 18446744073709551615", NUMBER, "0", "9223372036854775808")
                .withNotNull("DOUBLE DEFAULT 0.1", DOUBLE, "0").withNotNull("INT DEFAULT (1 + 1)", NUMBER, "0");
    }

    private static TypeFamily documents() {
        return TypeFamily.of("documents").with("JSON", JSON, "'{\"b\": [1, -2.5, null, true, \"é \uD83D\uDE00\\\\n\"], \"a\": {}, \"ab\": []}'",
                "'null'", "'[1.0, 1e20, 1e-10, 1e15, 0.1, 1.7976931348623157e308, 5e-324, 123456789012345680, 0.30000000000000004]'",
                "'[18446744073709551615, -9223372036854775808, 9223372036854775807, 0]'", "'\"text\"'", "'{}'",
                "JSON_ARRAY(CAST(12345678901234567890.123456789012345678 AS DECIMAL(40,20)), CAST(1.50 AS DECIMAL(5,2)))",
                "JSON_ARRAY(REPEAT('日', 20000))", "JSON_ARRAY(2e0, 2.5e-3, 1e16, 1.2345678901234567e18)");
    }

    private static TypeFamily shapes() {
        return TypeFamily.of("shapes")
                .with("GEOMETRY", BYTES, "ST_GeomFromText('POINT(1 -2.5)')", "ST_GeomFromText('LINESTRING(0 0,1 1)', 4326)",
                        "ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')")
                .with("POINT", BYTES, "ST_GeomFromText('POINT(1e300 -0)')", "ST_GeomFromText('POINT(52.5 13.4)', 4326)")
                .with("LINESTRING", BYTES, "ST_GeomFromText('LINESTRING(0 0,1 1,2 2)')")
                .with("POLYGON", BYTES, "ST_GeomFromText('POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,2 1,2 2,1 2,1 1))')")
                .with("MULTIPOINT", BYTES, "ST_GeomFromText('MULTIPOINT((0 0),(1 1))')")
                .with("MULTILINESTRING", BYTES, "ST_GeomFromText('MULTILINESTRING((0 0,1 1),(2 2,3 3))')")
                .with("MULTIPOLYGON", BYTES, "ST_GeomFromText('MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)))')")
                .with("GEOMETRYCOLLECTION", BYTES, "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))')");
    }
}
