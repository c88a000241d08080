package sluice.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.schema.H2Dialect;
import sluice.schema.Names;
import sluice.schema.TargetFeatures;
import sluice.schema.TypeMapping;
import sluice.schema.ddl.TableCreation;
import sluice.schema.source.SourceCatalog;
import sluice.schema.source.SourceTable;

/** The target with the source's rows, written by plain JDBC: a lane would take longer, and is not what is measured. */
final class LoadedTarget {
    private static final int AT_ONCE = 2_000;
    private static final int CREATED = 5;
    private static final int UPDATED = 6;

    private LoadedTarget() {
    }

    static void fill(BenchServers servers, Shape shape) throws SQLException {
        try (Connection source = servers.mysql().app().connect(); Connection target = servers.targetLogin().connect()) {
            List<SourceTable> tables = new SourceCatalog(source).tables(List.of(OrdersLoad.DATABASE), List.of(), Map.of());
            new TableCreation(new H2Dialect(), TypeMapping.of(TargetFeatures.ORACLE_19C), Names.upper()).prepare(target, tables);
            target.setAutoCommit(false);
            for (int table = 0; table < shape.tables(); table++) {
                copy(source, target, shape.table(table));
            }
        }
    }

    private static void copy(Connection source, Connection target, String table) throws SQLException {
        try (Statement query = source.createStatement()) {
            query.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = query.executeQuery("SELECT * FROM benchdb." + table)) {
                int columns = rows.getMetaData().getColumnCount();
                try (PreparedStatement insert = target.prepareStatement("INSERT INTO BENCHDB." + table.toUpperCase(Locale.ROOT) + " VALUES (?"
                        + ", ?".repeat(columns - 1) + ")")) {
                    copy(rows, insert, columns);
                    target.commit();
                }
            }
        }
    }

    private static void copy(ResultSet rows, PreparedStatement insert, int columns) throws SQLException {
        for (int row = 1; rows.next(); row++) {
            for (int column = 1; column <= columns; column++) {
                insert.setObject(column, value(rows, column));
            }
            insert.addBatch();
            if (row % AT_ONCE == 0) {
                insert.executeBatch();
                insert.getConnection().commit();
            }
        }
        insert.executeBatch();
    }

    private static Object value(ResultSet rows, int column) throws SQLException {
        if (column != CREATED && column != UPDATED) {
            return rows.getObject(column);
        }
        LocalDateTime moment = rows.getObject(column, LocalDateTime.class);
        return column == UPDATED || moment == null ? moment : moment.atOffset(ZoneOffset.UTC);
    }
}
