package sluice.assess;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import sluice.capture.CapturedTables;
import sluice.control.Settings;
import sluice.schema.source.SourceCatalog;
import sluice.schema.source.SourceObjects;
import sluice.schema.source.SourceTable;

/** The source of a migration: its server, its tables, and the checks of both. */
record SourceSide(SourceServer server, List<SourceTable> tables, SourceObjects objects, Volume volume) {

    static SourceSide read(Settings settings, Connection connection, SourceServer server) throws SQLException {
        List<SourceTable> tables = new CapturedTables(settings).read(connection);
        SourceObjects objects = new SourceCatalog(connection).objects(settings.list("source.databases"));
        Volume volume = new Volume(tables.size(), tables.stream().mapToLong(SourceTable::rows).sum(),
                tables.stream().mapToLong(table -> table.options().dataBytes()).sum(),
                settings.integer("assess.rows.per.second"), settings.integer("assess.megabytes.per.second") * (1L << 20));
        return new SourceSide(server, tables, objects, volume);
    }

    String title(Settings settings) {
        return "MySQL " + server.version() + " at " + settings.get("source.hostname") + ":" + settings.get("source.port") + ", "
                + String.join(", ", settings.list("source.databases"));
    }

    List<Check> checks(Settings settings, TargetSide target) {
        boolean captures = settings.flag("capture.enabled");
        boolean copies = copies(settings);
        List<String> databases = settings.list("source.databases");
        List<SourceTable> fresh = tables.stream().filter(table -> !target.underWay().contains(table)).toList();
        List<Check> ofCapture = !captures ? List.of() : List.of(new BinlogSettings(server), new BinlogRetention(server, volume),
                new BinlogFilters(server, databases), new ServerIdentity(server, settings.get("source.server.id")),
                new ReplicaRole(server), new SessionBinlog(server), new Transactions(server),
                new ResyncMeans(server, new CapturedTables(settings).signals()));
        List<Check> checks = new ArrayList<>(ofCapture);
        checks.addAll(List.of(new SourceVersion(server), new SourceGrants(server, databases, captures, copies),
                new RowKeys(fresh), new KeyCollations(tables, captures), new Engines(fresh), new SchemaObjects(tables, objects, server),
                new ForeignKeys(tables, new CascadeProbe(server)), new Identifiers(fresh, target.names(), target.server().features().identifierBytes()),
                new ColumnTypes(fresh, target.types(), target.server().features(), server, settings.valuePolicies(),
                        settings.integer("capture.row.max.bytes")),
                new EnumLabels(fresh, captures), new LargestTables(tables)));
        return checks;
    }

    /** Whether the tables' rows may be copied, now or after an interruption. */
    static boolean copies(Settings settings) {
        return !List.of("no_data", "never").contains(settings.get("snapshot.mode"));
    }
}
