package sluice.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import sluice.control.SourceDatabase;
import sluice.schema.SourceCatalog;
import sluice.schema.SourceTable;

/** The tables that are captured, as the source's catalog has them now. */
public final class CapturedTables {

    private final SourceDatabase source;
    private final List<String> databases;
    private final List<String> include;
    private final Map<String, List<String>> keys;

    /**
     * @param databases their names
     * @param include   {@code db.table} with {@code *}; empty for all tables
     * @param keys      the columns that identify a row, by table, where it is not the primary key
     */
    public CapturedTables(SourceDatabase source, List<String> databases, List<String> include,
                          Map<String, List<String>> keys) {
        this.source = source;
        this.databases = databases;
        this.include = include;
        this.keys = keys;
    }

    /** @throws SQLException if the source cannot be read */
    public List<SourceTable> read() throws SQLException {
        try (Connection connection = source.connect()) {
            return new SourceCatalog(connection).tables(databases, include, keys);
        }
    }
}
