package sluice.assess;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sluice.schema.DictionaryQuery;

/** Whether target.user may create what is missing and write what is there; each privilege that it lacks is a finding of its own. */
final class TargetPrivileges implements Check {

    private static final List<String> ROWS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

    private final TargetServer target;
    private final List<PlannedTable> tables;
    private final boolean ownTables;

    /** @param ownTables whether Sluice's own tables are there already */
    TargetPrivileges(TargetServer target, List<PlannedTable> tables, boolean ownTables) {
        this.target = target;
        this.tables = tables;
        this.ownTables = ownTables;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        schemas(findings);
        Optional<List<Map<String, String>>> system = target.ask(DictionaryQuery.PRIVILEGES, findings);
        Optional<List<Map<String, String>>> objects = target.ask(DictionaryQuery.TABLE_PRIVILEGES, findings);
        if (system.isEmpty() || objects.isEmpty()) {
            return;
        }
        Set<String> held = new HashSet<>(system.get().stream().map(row -> row.get("PRIVILEGE")).toList());
        objects.get().forEach(row -> held.add(row.get("PRIVILEGE") + " ON " + row.get("TABLE_SCHEMA") + "." + row.get("TABLE_NAME")));
        needed().stream().filter(privilege -> !covered(privilege, held)).forEach(privilege -> findings.error(
                FindingId.TARGET_PRIVILEGE, privilege, "target.user " + target.user() + " lacks " + privilege,
                "GRANT " + quoted(privilege) + " TO \"" + target.user() + "\";"));
    }

    private void schemas(Findings findings) {
        for (String schema : target.missingSchemas()) {
            if (target.createSchema(schema).isEmpty()) {
                findings.error(FindingId.TARGET_SCHEMA, schema, "the target has no schema of that name",
                        "CREATE USER \"" + schema + "\" IDENTIFIED BY \"...\" QUOTA UNLIMITED ON USERS;",
                        "-- or name one that is there: target.schema");
            }
        }
    }

    private Set<String> needed() {
        Set<String> needed = new LinkedHashSet<>();
        if (!ownTables) {
            needed.addAll(List.of("CREATE TABLE", "CREATE SEQUENCE")); // parked rows are numbered by an identity
        }
        for (PlannedTable table : tables) {
            boolean own = table.planned().schema().equals(target.user());
            if (table.actual() == null) {
                needed.addAll(own ? List.of("CREATE TABLE") : List.of("CREATE ANY TABLE", "CREATE ANY INDEX", "SELECT ANY TABLE",
                        "INSERT ANY TABLE", "UPDATE ANY TABLE", "DELETE ANY TABLE"));
                if (table.source().columns().stream().anyMatch(column -> column.fill().autoIncrement())) {
                    needed.add(own ? "CREATE SEQUENCE" : "CREATE ANY SEQUENCE");
                }
            } else if (!own) {
                ROWS.forEach(privilege -> needed.add(privilege + " ON " + table.planned().schema() + "." + table.planned().name()));
            }
        }
        return needed;
    }

    private static boolean covered(String privilege, Set<String> held) {
        int on = privilege.indexOf(" ON ");
        return held.contains(privilege) || on < 0 && held.contains(privilege.replace("CREATE ", "CREATE ANY "))
                || on > 0 && held.contains(privilege.substring(0, on) + " ANY TABLE");
    }

    private static String quoted(String privilege) {
        int on = privilege.indexOf(" ON ");
        return on < 0 ? privilege : privilege.substring(0, on + 4) + "\"" + privilege.substring(on + 4).replace(".", "\".\"") + "\"";
    }
}
