package sluice.schema.source;

/**
 * One column of a MySQL table, as INFORMATION_SCHEMA.COLUMNS tells it.
 *
 * @param name       as spelt in the source
 * @param dataType   DATA_TYPE in lower case: {@code bigint}, {@code varchar}
 * @param columnType COLUMN_TYPE, its words in lower case, its labels as spelt: {@code bigint unsigned}, {@code enum('a','B')}
 * @param length     CHARACTER_MAXIMUM_LENGTH in characters, null where the type has none
 * @param precision  NUMERIC_PRECISION, or DATETIME_PRECISION for types with a time; null where the type has none
 * @param scale      NUMERIC_SCALE, null where the type has none
 * @param nullable   whether NULL is allowed
 * @param fill       what MySQL puts into it by itself; never null
 * @param charset    {@code utf8mb4}; null where the type has none
 * @param collation  {@code utf8mb4_0900_ai_ci}; null where the type has none
 * @param srid       the spatial reference system of a geometry column; null where none is declared
 * @param comment    never null; empty where there is none
 */
public record SourceColumn(String name, String dataType, String columnType, Long length, Integer precision,
                           Integer scale, boolean nullable, ColumnFill fill, String charset, String collation,
                           Integer srid, String comment) {

    public SourceColumn {
        fill = fill == null ? ColumnFill.NONE : fill;
        comment = comment == null ? "" : comment;
    }

    /** A column of which no more is known than what its values look like. */
    public SourceColumn(String name, String dataType, String columnType, Long length, Integer precision, Integer scale,
                        boolean nullable) {
        this(name, dataType, columnType, length, precision, scale, nullable, ColumnFill.NONE, null, null, null, "");
    }

    /** The column with another fill. */
    public SourceColumn withFill(ColumnFill other) {
        return new SourceColumn(name, dataType, columnType, length, precision, scale, nullable, other, charset, collation, srid, comment);
    }

    public boolean unsigned() {
        return columnType.contains("unsigned");
    }
}
