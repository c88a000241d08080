package sluice.assess;

import java.util.List;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceIndex;
import sluice.schema.source.SourceObjects;
import sluice.schema.source.SourceTable;

/** What is not migrated, or not as it is: triggers, views, routines, events, generated columns, secondary unique keys. */
final class SchemaObjects implements Check {

    /** A privilege that there is for all databases only. */
    private static final String GLOBAL = "SHOW_ROUTINE";

    private final List<SourceTable> tables;
    private final SourceObjects objects;
    private final SourceServer server;

    SchemaObjects(List<SourceTable> tables, SourceObjects objects, SourceServer server) {
        this.tables = tables;
        this.objects = objects;
        this.server = server;
    }

    @Override
    public void look(Findings findings) {
        for (SourceObjects.Trigger trigger : objects.triggers()) {
            findings.note(FindingId.TRIGGER, trigger.table() + "." + trigger.name(), trigger.timing() + " " + trigger.event()
                    + ": what it does is in the binlog and is migrated; the trigger itself is not",
                    "-- write it anew in PL/SQL, and enable it after the cut-over: before, it would do everything twice");
        }
        for (SourceObjects.View view : objects.views()) {
            findings.note(FindingId.VIEW, view.id().toString(), "views are not migrated", "-- write it anew in Oracle");
        }
        for (SourceObjects.Routine routine : objects.routines()) {
            FindingId id = routine.type().equals("EVENT") ? FindingId.EVENT : FindingId.ROUTINE;
            findings.note(id, routine.database() + "." + routine.name(), (routine.type().equals("EVENT") ? "events are"
                    : routine.type().toLowerCase(java.util.Locale.ROOT) + "s are") + " not migrated", routine.type().equals("EVENT")
                    ? "-- make it a job of DBMS_SCHEDULER, and disable it here before the cut-over" : "-- write it anew in PL/SQL");
        }
        unseen(findings);
        tables.forEach(table -> columnsAndKeys(findings, table));
    }

    private void unseen(Findings findings) {
        for (SourceObjects.Unseen unseen : objects.unseen()) {
            findings.note(FindingId.NOT_LOOKED_AT, unseen.database() + ": " + unseen.hides(), "source.user lacks the privilege "
                    + unseen.privilege() + ", without which the server does not show " + unseen.hides(),
                    "GRANT " + unseen.privilege() + " ON " + (unseen.privilege().equals(GLOBAL) ? "*.*" : "`" + unseen.database() + "`.*")
                            + " TO " + server.account() + ";");
        }
    }

    private static void columnsAndKeys(Findings findings, SourceTable table) {
        table.columns().stream().filter(column -> column.fill().isGenerated()).forEach(column -> findings.note(
                FindingId.GENERATED_COLUMN, table.id() + "." + column.name(), "its values arrive; the target does not compute them for"
                        + " new rows", "-- declare it in Oracle after the cut-over, as a virtual column or by a trigger"));
        table.secondaryIndexes().stream().filter(SourceIndex::unique).forEach(index -> findings.note(
                FindingId.UNIQUE_KEY, table.id() + "." + index.name(), "it is not enforced in the target before the cut-over: two"
                        + " changes that swap values pass through a moment when both rows have one",
                "-- ./sluice schema writes it, to be enabled at the cut-over"));
    }
}
