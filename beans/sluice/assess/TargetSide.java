package sluice.assess;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.control.Settings;
import sluice.control.UnderWay;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.OwnTables;
import sluice.schema.SchemaProblems;
import sluice.schema.TargetTable;
import sluice.schema.TargetTables;
import sluice.schema.TypeMapping;
import sluice.schema.source.SourceTable;

/**
 * The target of a migration: its server, the tables that are planned there and those that exist, and the checks of both.
 *
 * @param tables    those that are not under way
 * @param unplanned what keeps tables from being planned, by the source's name of the table
 * @param underWay  the source's tables that are being migrated already; the catalog may be ahead of their rows
 * @param ownTables whether Sluice's own tables are there
 */
record TargetSide(TargetServer server, TypeMapping types, Names names, TargetTables planner, List<PlannedTable> tables,
                  Map<String, List<String>> unplanned, List<SourceTable> underWay, boolean ownTables) {

    static TargetSide read(Settings settings, Connection connection, List<SourceTable> sources) throws SQLException {
        OracleDialect dialect = OracleDialect.of(settings.get("target.url"));
        Names names = Names.of(settings.get("target.names"), settings.get("target.schema"));
        Set<String> schemas = new LinkedHashSet<>(settings.list("source.databases").stream().map(names::schema).toList());
        TargetServer server = new TargetServer(dialect, connection, List.copyOf(schemas));
        TypeMapping types = settings.types(server.features());
        TargetTables planner = new TargetTables(dialect, types, names);
        List<PlannedTable> tables = new ArrayList<>();
        Map<String, List<String>> unplanned = new LinkedHashMap<>();
        List<SourceTable> underWay = new ArrayList<>();
        boolean ownTables = hasOwnTables(server, connection);
        UnderWay watermarks = new UnderWay(connection, settings.get("topics.prefix"));
        for (SourceTable source : sources) {
            if (ownTables && watermarks.contains(source.id())) {
                underWay.add(source);
                continue;
            }
            try {
                TargetTable planned = planner.plan(source);
                tables.add(new PlannedTable(source, planned, server.describe(planned.schema(), planned.name())));
            } catch (SchemaProblems problems) {
                unplanned.put(source.id().toString(), problems.problems());
            }
        }
        return new TargetSide(server, types, names, planner, tables, unplanned, underWay, ownTables);
    }

    /** They are in the schema of the session, by whatever name that is. */
    private static boolean hasOwnTables(TargetServer server, Connection connection) throws SQLException {
        String schema = connection.getSchema() == null ? server.user() : connection.getSchema();
        return server.dialect().describe(connection, schema, OwnTables.CREATE.keySet().stream().sorted().toList().get(0)) != null
                && server.dialect().describe(connection, schema, "SLUICE_WATERMARK") != null;
    }

    String title(Settings settings) {
        return server.release() + " at " + settings.get("target.url").split(";")[0] + ", " + String.join(", ", server.schemas());
    }

    List<Check> checks(Settings settings, SourceSide source) {
        List<Check> checks = new ArrayList<>(List.of(new TargetRelease(server.release(), server.features()), new TargetPrivileges(server, tables, ownTables),
                new TargetFit(planner, tables), new TargetWriters(server, existing()), new TargetRoom(server, source.volume())));
        if (settings.flag("capture.enabled") && SourceSide.copies(settings)) {
            checks.add(new TargetRows(server, tables));
        }
        checks.add(new Unplanned(unplanned));
        checks.add(findings -> unknownNames(findings, source.tables()));
        checks.add(this::underWay);
        checks.add(new StandIn(server));
        return checks;
    }

    /** The names of the tables that are there already, whoever made them. */
    private Set<String> existing() {
        Set<String> existing = new LinkedHashSet<>(tables.stream().filter(table -> table.actual() != null)
                .map(table -> table.planned().toString()).toList());
        underWay.forEach(table -> existing.add(names.schema(table.id().database()) + "." + names.table(table.id())));
        return existing;
    }

    private void unknownNames(Findings findings, List<SourceTable> sources) {
        names.unknown(sources).forEach(sentence -> findings.error(FindingId.IDENTIFIER, "target.names", sentence));
    }

    private void underWay(Findings findings) {
        if (!underWay.isEmpty()) {
            findings.note(FindingId.UNDER_WAY, "target", underWay.size() + " tables are being migrated already: they are not compared with"
                    + " the source's catalog, which may be ahead of their rows");
        }
    }
}
