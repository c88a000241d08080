package sluice.schema.source;

import java.util.List;
import sluice.schema.TableId;

/**
 * What a schema has besides tables. None of it is migrated; it is read to be named.
 *
 * @param triggers by table and name
 * @param views    by database and name
 * @param routines procedures, functions and events, by database and name
 * @param unseen   the privileges that the user lacks to see all of them; empty when it has them
 */
public record SourceObjects(List<Trigger> triggers, List<View> views, List<Routine> routines, List<Unseen> unseen) {

    /**
     * @param timing {@code BEFORE} or {@code AFTER}
     * @param event  {@code INSERT}, {@code UPDATE} or {@code DELETE}
     * @param body   its statement
     */
    public record Trigger(TableId table, String name, String timing, String event, String body) {
    }

    /** @param definition its SELECT; empty where the user may not see it */
    public record View(TableId id, String definition) {
    }

    /** @param type {@code PROCEDURE}, {@code FUNCTION} or {@code EVENT} */
    public record Routine(String database, String name, String type) {
    }

    /**
     * A privilege on a database that the user lacks.
     *
     * @param hides what cannot be seen without it: {@code triggers}
     */
    public record Unseen(String database, String privilege, String hides) {
    }
}
