package sluice.assess;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import sluice.schema.source.ForeignKey;
import sluice.schema.source.SourceTable;

/**
 * Foreign keys: those that the server cascades by itself, and the others.
 *
 * <p>A cascade that is not in the binlog leaves the children in the target for ever, and no change topic names them. Whether it is
 * there is asked of the server itself, by {@link CascadeProbe}.
 */
final class ForeignKeys implements Check {

    private final List<SourceTable> tables;
    private final CascadeProbe probe;

    ForeignKeys(List<SourceTable> tables, CascadeProbe probe) {
        this.tables = tables;
        this.probe = probe;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        List<ForeignKey> cascading = new ArrayList<>();
        for (SourceTable table : tables) {
            cascading.addAll(table.foreignKeys().stream().filter(ForeignKey::cascades).toList());
            table.foreignKeys().forEach(key -> findings.note(FindingId.FOREIGN_KEY, table.id() + "." + key.name(), "it is not enforced in"
                    + " the target before the cut-over, since lanes do not keep the order between tables",
                    "-- ./sluice schema writes it, disabled"));
        }
        if (!cascading.isEmpty()) {
            cascades(findings, probe.ask());
        }
    }

    private void cascades(Findings findings, CascadeProbe.Answer answer) {
        for (SourceTable table : tables) {
            for (ForeignKey key : table.foreignKeys()) {
                if (key.cascades()) {
                    findings.add(FindingId.FOREIGN_KEY_CASCADE, answer.severity(), table.id() + "." + key.name(),
                            "ON DELETE " + key.onDelete() + ", ON UPDATE " + key.onUpdate() + ": " + answer.reason(), remedy(table, key, answer));
                }
            }
        }
    }

    private static String[] remedy(SourceTable table, ForeignKey key, CascadeProbe.Answer answer) {
        List<String> lines = new ArrayList<>(List.of(answer.remedy()));
        if (answer.severity() == Severity.ERROR) {
            lines.add("-- either have the service change the children itself:");
            lines.add("ALTER TABLE " + RowKeys.sql(table) + " DROP FOREIGN KEY `" + key.name() + "`, ADD CONSTRAINT `" + key.name()
                    + "_r` FOREIGN KEY (" + quoted(key.columns()) + ") REFERENCES `" + key.referenced().database() + "`.`"
                    + key.referenced().table() + "` (" + quoted(key.referencedColumns()) + ") ON DELETE RESTRICT ON UPDATE RESTRICT;");
            lines.add("-- or accept it, and either enable this key with its cascade in the target before the start, or compare and"
                    + " repair its table inside the freeze:");
            lines.add("assess.accept=" + FindingId.FOREIGN_KEY_CASCADE.text() + ":" + table.id() + "." + key.name());
        }
        return lines.toArray(String[]::new);
    }

    private static String quoted(List<String> columns) {
        return "`" + String.join("`, `", columns) + "`";
    }
}
