package sluice.schema;

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
 */
public record SourceColumn(String name, String dataType, String columnType, Long length, Integer precision,
                           Integer scale, boolean nullable) {

    public boolean unsigned() {
        return columnType.contains("unsigned");
    }
}
