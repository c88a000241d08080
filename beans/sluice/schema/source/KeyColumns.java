package sluice.schema.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys that the settings name in place of primary keys.
 *
 * <p>Each must be used: a misspelt table would keep its old key, and two rows that the operator tells apart would be one.
 */
final class KeyColumns {

    private final Map<String, List<String>> byTable;
    private final boolean foldsCase;
    private final Set<String> used = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** @param foldsCase whether table names are the same in upper and lower case */
    KeyColumns(Map<String, List<String>> byTable, boolean foldsCase) {
        this.byTable = byTable;
        this.foldsCase = foldsCase;
    }

    /** The table with the key that is named for it, or as it was. */
    SourceTable apply(SourceTable table) {
        String id = table.id().toString();
        for (Map.Entry<String, List<String>> entry : byTable.entrySet()) {
            if (foldsCase ? entry.getKey().equalsIgnoreCase(id) : entry.getKey().equals(id)) {
                used.add(entry.getKey());
                List<String> key = entry.getValue().stream().map(name -> column(table, name)).toList();
                return table.withKey(key);
            }
        }
        return table;
    }

    /** What was wrong with the entries, after all tables were seen. */
    List<String> problems() {
        List<String> result = new ArrayList<>(problems);
        byTable.keySet().stream().filter(table -> !used.contains(table)).forEach(table -> result.add(
                ("%s in message.key.columns is not among the tables to migrate: correct the name, or remove the entry")
                        .formatted(table)));
        return result;
    }

    /** Column names are the same in upper and lower case on every server. */
    private String column(SourceTable table, String name) {
        return table.columns().stream().map(SourceColumn::name).filter(name.strip()::equalsIgnoreCase).findFirst()
                .orElseGet(() -> {
                    problems.add("%s in message.key.columns names column %s, which the table does not have: correct the name"
                            .formatted(table.id(), name));
                    return name;
                });
    }
}
