package sluice.assess;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sluice.schema.DictionaryQuery;

/** Who and what else would write to the target's tables, or refuse what Sluice writes: triggers, constraints, sessions. */
final class TargetWriters implements Check {

    private static final int SESSIONS_SHOWN = 5;

    private final TargetServer target;
    private final Set<String> tables;

    /** @param tables the names of the tables that are there: {@code SHOP.ORDERS} */
    TargetWriters(TargetServer target, Set<String> tables) {
        this.target = target;
        this.tables = tables;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        for (Map<String, String> trigger : rows(DictionaryQuery.TRIGGERS, findings)) {
            String table = trigger.get("TABLE_OWNER") + "." + trigger.get("TABLE_NAME");
            if (tables.contains(table)) {
                findings.error(FindingId.TARGET_TRIGGER, table + "." + trigger.get("TRIGGER_NAME"), "an enabled trigger: what it does was"
                        + " done at the source already, and would be done a second time", "ALTER TRIGGER \"" + trigger.get("OWNER")
                        + "\".\"" + trigger.get("TRIGGER_NAME") + "\" DISABLE;");
            }
        }
        for (Map<String, String> constraint : rows(DictionaryQuery.CONSTRAINTS, findings)) {
            String table = constraint.get("OWNER") + "." + constraint.get("TABLE_NAME");
            if (tables.contains(table)) {
                constraint(findings, table, constraint);
            }
        }
        Map<String, List<String>> sessions = new TreeMap<>();
        rows(DictionaryQuery.SESSIONS, findings).forEach(session -> sessions
                .computeIfAbsent(session.get("USERNAME"), user -> new ArrayList<>()).add(sessions(session)));
        sessions.forEach((user, them) -> sessions(findings, user, them));
    }

    private static String sessions(Map<String, String> row) {
        return row.get("SESSIONS") + (row.containsKey("PROGRAM") ? " of " + row.get("PROGRAM") : "") + " from "
                + row.getOrDefault("MACHINE", "an unknown machine");
    }

    private static void sessions(Findings findings, String user, List<String> sessions) {
        int more = sessions.size() - SESSIONS_SHOWN;
        findings.warning(FindingId.TARGET_SESSION, user, "other sessions of " + user + ": " + sessions.stream().limit(SESSIONS_SHOWN)
                .collect(Collectors.joining(", ")) + (more > 0 ? " and " + more + " more programs or machines" : "")
                + ". Rows that they write are overwritten, and their locks hold lanes up",
                "-- see that nobody but Sluice writes to these tables before the cut-over");
    }

    private static void constraint(Findings findings, String table, Map<String, String> constraint) {
        boolean foreign = constraint.get("CONSTRAINT_TYPE").equals("R");
        findings.warning(FindingId.TARGET_CONSTRAINT, table + "." + constraint.get("CONSTRAINT_NAME"), foreign
                ? "an enabled foreign key: lanes do not keep the order between tables, so a child may come before its parent and is"
                        + " parked" : "an enabled unique key: two changes that swap values pass through a moment when both rows have"
                        + " one, and one may be parked", "ALTER TABLE \"" + table.replace(".", "\".\"") + "\" DISABLE CONSTRAINT \""
                + constraint.get("CONSTRAINT_NAME") + "\";", "-- and enable it at the cut-over");
    }

    private List<Map<String, String>> rows(DictionaryQuery query, Findings findings) throws SQLException {
        return target.ask(query, findings).orElse(List.of());
    }
}
