package sluice.verify;

import sluice.schema.source.SourceColumn;

/**
 * What the values of a source column are, whichever database holds them and by whatever type.
 *
 * <p>Found from MySQL's type alone and not from {@code TypeMapping}: a mapping that loses something must not be what it is judged by.
 */
enum Kind {
    INTEGER, DECIMAL, SINGLE, TWOFOLD, BITS, TEXT, DOCUMENT, BYTES, DATE, DATETIME, INSTANT, SPAN, VECTOR;

    /** @throws IllegalArgumentException for a type that is not migrated either */
    static Kind of(SourceColumn column) {
        return switch (column.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year" -> INTEGER;
            case "decimal" -> DECIMAL;
            case "float" -> SINGLE;
            case "double" -> TWOFOLD;
            case "bit" -> BITS;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" -> TEXT;
            case "json" -> DOCUMENT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "geometry", "point", "linestring", "polygon",
                    "multipoint", "multilinestring", "multipolygon", "geomcollection", "geometrycollection" -> BYTES;
            case "date" -> DATE;
            case "datetime" -> DATETIME;
            case "timestamp" -> INSTANT;
            case "time" -> SPAN;
            case "vector" -> VECTOR;
            default -> throw new IllegalArgumentException("column " + column.name() + " has the type " + column.columnType()
                    + ", which verify does not know");
        };
    }

    boolean isMoment() {
        return this == DATE || this == DATETIME || this == INSTANT;
    }

    boolean isNumber() {
        return this == INTEGER || this == DECIMAL || this == BITS;
    }
}
