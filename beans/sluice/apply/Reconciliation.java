package sluice.apply;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.control.ReconcileStatus;
import sluice.schema.OracleDialect;
import sluice.schema.ReconcileTable;
import sluice.schema.TableId;

/**
 * Whose rows a table holds when a snapshot of it begins, and the tables that are to be reconciled since something else filled
 * them. The marks stand in the target, and last until a barrier empties the table.
 *
 * <p>The rule: what Sluice has not begun from empty it does not empty. A snapshot's barrier deletes rows only if an earlier barrier
 * of the table emptied it, for then all rows are Sluice's own. The loss that this prevents: rows that were loaded by other
 * means, and that the source perhaps does not have any more, would be deleted by the first snapshot. The other way round, to
 * keep what an interrupted snapshot of our own left behind would leave rows that the source has deleted since.
 */
public final class Reconciliation implements Supplier<List<ReconcileStatus>> {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final String REASON = "it held rows that Sluice did not copy when its snapshot began. They were kept, so it may have"
            + " rows that the source does not have. A truncate at the source or './sluice resync' of the whole table ends that";

    private final JdbcTemplate target;
    private final RowPlans tables;
    private final OracleDialect dialect;
    private final Barriers barriers;
    private volatile List<ReconcileStatus> marked = List.of();

    public Reconciliation(DataSource target, RowPlans tables, OracleDialect dialect, Barriers barriers) {
        this.target = new JdbcTemplate(target);
        this.tables = tables;
        this.dialect = dialect;
        this.barriers = barriers;
    }

    /**
     * A snapshot begins, and all partitions wait at its barrier. In the transaction that holds the barrier's claim: the mark and
     * the end of the barrier are committed together, so a crash leaves both or none, and whoever takes the claim over finds the
     * same. Nobody of Sluice's writes the table meanwhile.
     *
     * @return what empties the table; null if its rows are kept and the barrier is done
     */
    public Barriers.Chunk begin(Barriers.Chunk chunk) {
        TableId table = chunk.table();
        boolean marked = !target.queryForList(ReconcileTable.IS_MARKED, table.database(), table.table()).isEmpty();
        if (!marked && ours(table) || !holdsRows(table)) {
            return chunk.emptying();
        }
        if (!marked) {
            target.update(ReconcileTable.MARK, table.database(), table.table(), chunk.barrier(), REASON);
        }
        LOG.atWarn().addKeyValue(Barriers.TABLE, table).log("Table {} is to be reconciled: {}", table, REASON);
        barriers.passed(chunk);
        return null;
    }

    private boolean ours(TableId table) {
        return target.queryForObject(ReconcileTable.BEGUN_FROM_EMPTY, Long.class, table.database(), table.table()) > 0;
    }

    private boolean holdsRows(TableId table) {
        return !target.queryForList(dialect.anyRow(tables.describe(table))).isEmpty();
    }

    /** Reads the marks anew, for the status: other processes set and clear them too. */
    public void refresh() {
        marked = target.query(ReconcileTable.ALL, (row, i) -> new ReconcileStatus(row.getString(1) + "." + row.getString(2),
                row.getString(3), row.getObject(4, OffsetDateTime.class).toInstant().toString()));
    }

    /** The marked tables, as the target had them a moment ago. */
    @Override
    public List<ReconcileStatus> get() {
        return marked;
    }
}
