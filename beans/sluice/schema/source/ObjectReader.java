package sluice.schema.source;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.schema.source.SourceObjects.Routine;
import sluice.schema.source.SourceObjects.Trigger;
import sluice.schema.source.SourceObjects.Unseen;
import sluice.schema.source.SourceObjects.View;

/**
 * Triggers, views, routines and events.
 *
 * <p>The server shows an empty list to a user who may not see them. So what is hidden is told by the missing privilege: an empty list
 * would be taken for an empty schema.
 */
final class ObjectReader {

    /** What a privilege shows; SELECT shows the names of views, and of routines where it is global. */
    private static final Map<String, String> SHOWN_BY = Map.of("TRIGGER", "triggers", "EVENT", "events",
            "SHOW VIEW", "definitions of views");

    /** Who may read the server's own tables sees everybody's. */
    private static final String OF_THIS_USER = " WHERE REPLACE(GRANTEE, '''', '') = CURRENT_USER()";

    private ObjectReader() {
    }

    static SourceObjects read(CatalogQuery catalog, Collection<String> databases) throws SQLException {
        return new SourceObjects(triggers(catalog, databases), views(catalog, databases), routines(catalog, databases),
                unseen(catalog, databases));
    }

    private static List<Trigger> triggers(CatalogQuery catalog, Collection<String> databases) throws SQLException {
        return catalog.rows("SELECT EVENT_OBJECT_SCHEMA AS TABLE_SCHEMA, EVENT_OBJECT_TABLE AS TABLE_NAME, TRIGGER_NAME,"
                + " ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT FROM INFORMATION_SCHEMA.TRIGGERS"
                + " WHERE TRIGGER_SCHEMA IN (%s) ORDER BY TABLE_SCHEMA, TABLE_NAME, TRIGGER_NAME", databases,
                row -> new Trigger(CatalogQuery.id(row), row.getString("TRIGGER_NAME"), row.getString("ACTION_TIMING"),
                        row.getString("EVENT_MANIPULATION"), row.getString("ACTION_STATEMENT")));
    }

    private static List<View> views(CatalogQuery catalog, Collection<String> databases) throws SQLException {
        return catalog.rows("SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS"
                + " WHERE TABLE_SCHEMA IN (%s) ORDER BY TABLE_SCHEMA, TABLE_NAME", databases,
                row -> new View(CatalogQuery.id(row), row.getString("VIEW_DEFINITION")));
    }

    private static List<Routine> routines(CatalogQuery catalog, Collection<String> databases) throws SQLException {
        List<Routine> routines = new ArrayList<>(catalog.rows("SELECT ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_TYPE"
                + " FROM INFORMATION_SCHEMA.ROUTINES WHERE ROUTINE_SCHEMA IN (%s) ORDER BY 1, 2, 3", databases,
                row -> new Routine(row.getString(1), row.getString(2), row.getString(3))));
        routines.addAll(catalog.rows("SELECT EVENT_SCHEMA, EVENT_NAME FROM INFORMATION_SCHEMA.EVENTS WHERE EVENT_SCHEMA IN (%s)"
                + " ORDER BY 1, 2", databases, row -> new Routine(row.getString(1), row.getString(2), "EVENT")));
        return List.copyOf(routines);
    }

    /** Privileges that come by a role are not seen here: then more is told than is hidden. */
    private static List<Unseen> unseen(CatalogQuery catalog, Collection<String> databases) throws SQLException {
        Set<String> global = new HashSet<>(catalog.rows("SELECT PRIVILEGE_TYPE FROM INFORMATION_SCHEMA.USER_PRIVILEGES"
                + OF_THIS_USER, List.of(), row -> row.getString(1)));
        Set<String> local = new HashSet<>(catalog.rows("SELECT CONCAT(TABLE_SCHEMA, '.', PRIVILEGE_TYPE)"
                + " FROM INFORMATION_SCHEMA.SCHEMA_PRIVILEGES" + OF_THIS_USER, List.of(), row -> row.getString(1).replace("\\_", "_")));
        List<Unseen> unseen = new ArrayList<>();
        for (String database : databases) {
            SHOWN_BY.entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .filter(shown -> !global.contains(shown.getKey()) && !local.contains(database + "." + shown.getKey()))
                    .forEach(shown -> unseen.add(new Unseen(database, shown.getKey(), shown.getValue())));
            if (!global.contains("SELECT") && !global.contains("SHOW_ROUTINE")) {
                unseen.add(new Unseen(database, "SHOW_ROUTINE", "procedures and functions"));
            }
        }
        return List.copyOf(unseen);
    }
}
