package sluice.control;

import java.util.List;

/**
 * Which parked rows a command means: those of the ids, or those of the table and the error that are given.
 *
 * @param ids   empty for no choice by id
 * @param table {@code database.table} of the source, null for any
 * @param error error class as {@code parked list} shows it, null for any
 */
record ParkedSelection(List<Long> ids, String table, String error) {

    boolean has(ParkedRegister.Row row) {
        return (ids.isEmpty() || ids.contains(row.id())) && (table == null || table.equalsIgnoreCase(row.table()))
                && (error == null || error.equalsIgnoreCase(row.error()));
    }
}
