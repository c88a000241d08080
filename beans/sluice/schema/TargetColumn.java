package sluice.schema;

/**
 * One column of a target table.
 *
 * @param name     as the target's catalog spells it (normally upper case)
 * @param type     the dialect's full type, as in DDL: {@code NUMBER(19)}, {@code TIMESTAMP(6)}
 * @param nullable whether NULL is allowed
 */
public record TargetColumn(String name, String type, boolean nullable) {
}
