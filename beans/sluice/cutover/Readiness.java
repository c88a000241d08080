package sluice.cutover;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.schema.OwnTables;
import sluice.schema.ParkedTable;
import sluice.schema.ReconcileTable;
import sluice.schema.TableId;
import sluice.schema.VerifyTable;
import sluice.schema.source.SourceTable;

/** What the cut-over asks for before it freezes anything (P7). Reads what is recorded, and believes no process. */
final class Readiness {

    private static final int NAMED = 5;

    private final JdbcTemplate target;
    private final Freezing freezing;
    private final Drain drain;

    Readiness(DataSource target, Freezing freezing, Drain drain) {
        this.target = new JdbcTemplate(target);
        this.freezing = freezing;
        this.drain = drain;
    }

    /**
     * Looks at everything, and does not stop at the first.
     *
     * @param lagSeconds that changes may take to arrive
     * @return what was looked at, each with what keeps from the cut-over: empty if nothing does
     */
    Map<String, List<String>> look(List<SourceTable> tables, int lagSeconds) throws SQLException, InterruptedException {
        Map<String, List<String>> looked = new TreeMap<>();
        looked.put("changes arrive", arrival(tables, lagSeconds));
        looked.put("nothing is parked", parked());
        looked.put("no table is held", held());
        looked.put("nothing is to be reconciled", reconcile());
        looked.put("every table was found equal", unverified(tables));
        looked.put("the source can be frozen", freezing.obstacles());
        return looked;
    }

    private List<String> arrival(List<SourceTable> tables, int lagSeconds) throws SQLException, InterruptedException {
        if (!drain.isKnown()) {
            return List.of("it is not known how far the source was read, so nothing proves that all has arrived: a Connect cluster has to copy all rows first, and to record its offsets"
                    + " where connect-config says (docs/connect.md); else freeze, drain and compare by hand (docs/cutover.md)");
        }
        return drain.await(tables, drain.now(), lagSeconds).map(List::of).orElse(List.of());
    }

    private List<String> parked() {
        List<String> parked = new ArrayList<>();
        target.query(ParkedTable.COUNT, row -> {
            parked.add(row.getLong(2) + " rows of topic " + row.getString(1) + " are parked: ./sluice parked list");
        });
        return parked;
    }

    private List<String> held() {
        return target.query(OwnTables.HELD_BARRIERS, (row, i) -> row.getString(2) + "." + row.getString(3) + ": " + row.getString(4));
    }

    private List<String> reconcile() {
        return target.query(ReconcileTable.ALL, (row, i) -> row.getString(1) + "." + row.getString(2)
                + " keeps rows that Sluice did not write: ./sluice resync it, or ./sluice verify --repair");
    }

    private List<String> unverified(List<SourceTable> tables) {
        List<TableId> equal = target.query(VerifyTable.FOUND_EQUAL_TABLES, (row, i) -> new TableId(row.getString(1), row.getString(2)));
        List<String> not = tables.stream().map(SourceTable::id).filter(table -> !equal.contains(table)).map(TableId::toString).toList();
        if (not.isEmpty()) {
            return List.of();
        }
        String named = String.join(", ", not.subList(0, Math.min(NAMED, not.size())));
        return List.of(named + (not.size() > NAMED ? " and " + (not.size() - NAMED) + " more" : "") + ": ./sluice verify has not found them equal yet");
    }
}
