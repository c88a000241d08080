package sluice.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** The MERGE of the floors: the eight columns of the load's table, written by hand for H2 as Sluice's dialect writes it. */
final class MergedOrders implements AutoCloseable {
    static final int COLUMNS = 8;
    private static final String MERGE = """
            MERGE INTO %s T USING (SELECT CAST(? AS NUMBER(19)) ID, CAST(? AS VARCHAR2(100)) CUSTOMER_NAME, CAST(? AS NUMBER(10,2)) AMOUNT,
            CAST(? AS VARCHAR2(20)) STATUS, CAST(? AS TIMESTAMP(0) WITH TIME ZONE) CREATED_AT, CAST(? AS TIMESTAMP(6)) UPDATED_AT,
            CAST(? AS VARCHAR2(255)) NOTE, CAST(? AS NUMBER(10)) QTY FROM DUAL) S ON (T.ID = S.ID)
            WHEN MATCHED THEN UPDATE SET T.CUSTOMER_NAME = S.CUSTOMER_NAME, T.AMOUNT = S.AMOUNT, T.STATUS = S.STATUS,
            T.CREATED_AT = S.CREATED_AT, T.UPDATED_AT = S.UPDATED_AT, T.NOTE = S.NOTE, T.QTY = S.QTY
            WHEN NOT MATCHED THEN INSERT (ID, CUSTOMER_NAME, AMOUNT, STATUS, CREATED_AT, UPDATED_AT, NOTE, QTY)
            VALUES (S.ID, S.CUSTOMER_NAME, S.AMOUNT, S.STATUS, S.CREATED_AT, S.UPDATED_AT, S.NOTE, S.QTY)""";

    private final PreparedStatement merge;
    private final PreparedStatement delete;

    MergedOrders(Connection connection, String table) throws SQLException {
        merge = connection.prepareStatement(MERGE.formatted(table));
        delete = connection.prepareStatement("DELETE FROM " + table + " WHERE ID = ?");
    }

    void merge(Collection<Object[]> rows) throws SQLException {
        for (Object[] row : rows) {
            for (int column = 0; column < COLUMNS; column++) {
                merge.setObject(column + 1, row[column]);
            }
            merge.addBatch();
        }
        if (!rows.isEmpty()) {
            merge.executeBatch();
        }
    }

    void delete(Collection<Long> ids) throws SQLException {
        for (Long id : ids) {
            delete.setLong(1, id);
            delete.addBatch();
        }
        if (!ids.isEmpty()) {
            delete.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        merge.close();
        delete.close();
    }
}
