package sluice.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sluice.schema.OracleDialect;
import sluice.schema.OwnTables;
import sluice.schema.StrandTable;
import sluice.schema.TargetColumn;
import sluice.schema.TargetFeatures;
import sluice.schema.ValueBinder;
import sluice.schema.ValuePolicies;
import sluice.schema.VerifyTable;

/**
 * Deletes rows of the target that the source does not have, between two batches of the lanes.
 *
 * <p>The race that the locks prevent: a row that only the target has is created at the source, and applied, between our look at the source and our delete,
 * which would take a row away that nobody writes again (P1). So the transaction first locks the watermarks of all partitions of the table's topic, and their
 * strands: a lane moves the one or the other before it writes a row, so until our commit no change of the table is applied. Only then the source is asked. What it has committed
 * by then and is not applied yet, and whatever comes later, is applied behind our delete; what was applied before, the answer shows.
 * A key that the source has is left alone.
 */
final class ExtraRows {

    private final ComparedTable table;
    private final OracleDialect dialect;
    private final ValueBinder[] binders;
    private final String topic;
    private final int partitions;

    /**
     * @param topic      the table's change topic
     * @param partitions that it has in Kafka
     */
    ExtraRows(ComparedTable table, OracleDialect dialect, TargetFeatures features, ValuePolicies policies, String topic, int partitions) {
        this.table = table;
        this.dialect = dialect;
        this.binders = table.keyColumns().stream().map(column -> dialect.binder(column.target(), policies, features)).toArray(ValueBinder[]::new);
        this.topic = topic;
        this.partitions = partitions;
    }

    /**
     * Deletes those of some keys that the source does not have. The connection is left as it was.
     *
     * @return how many rows were deleted
     * @throws UnverifiableException if a partition has no watermark that could be locked
     */
    int delete(Connection target, Side source, List<Object[]> keys) throws SQLException {
        boolean before = target.getAutoCommit();
        target.setAutoCommit(false);
        try {
            lock(target);
            int deleted = delete(target, absent(source, keys));
            target.commit();
            return deleted;
        } finally {
            target.rollback();
            target.setAutoCommit(before);
        }
    }

    private void lock(Connection target) throws SQLException {
        List<Integer> watermarks = watermarks(target);
        if (watermarks.size() != partitions) {
            throw new UnverifiableException(watermarks.size() + " of " + partitions + " partitions of its topic have a watermark: start its lane first");
        }
        touch(target, OwnTables.TOUCH_WATERMARK, watermarks);
        touch(target, StrandTable.TOUCH, watermarks);
    }

    private void touch(Connection target, String statement, List<Integer> partitionNumbers) throws SQLException {
        try (PreparedStatement touch = target.prepareStatement(statement)) {
            for (int partition : partitionNumbers) {
                touch.setString(1, topic);
                touch.setInt(2, partition);
                touch.executeUpdate();
            }
        }
    }

    private List<Integer> watermarks(Connection target) throws SQLException {
        try (PreparedStatement query = target.prepareStatement(VerifyTable.WATERMARKS)) {
            query.setString(1, topic);
            List<Integer> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getInt(2));
                }
            }
            return found.stream().sorted().toList();
        }
    }

    private List<Object[]> absent(Side source, List<Object[]> keys) throws SQLException {
        Set<Object> present = new HashSet<>();
        source.find(keys, true).forEach(row -> present.add(table.identity(row)));
        return keys.stream().filter(key -> !present.contains(table.identity(key))).toList();
    }

    private int delete(Connection target, List<Object[]> keys) throws SQLException {
        int deleted = 0;
        try (PreparedStatement delete = target.prepareStatement(dialect.delete(table.target()))) {
            for (Object[] key : keys) {
                for (int i = 0; i < table.keys(); i++) {
                    TargetColumn column = table.columns().get(i).target();
                    OracleDialect.set(delete, i + 1, binders[i].bind(TargetSide.event(table.columns().get(i).kind(), key[i])), dialect.sqlType(column));
                }
                deleted += delete.executeUpdate();
            }
        }
        return deleted;
    }
}
