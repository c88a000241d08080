package sluice.schema.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.schema.TableId;

/**
 * The foreign keys and CHECK constraints of all tables.
 *
 * <p>The server hides both from a user who has nothing but SELECT, as if there were none. Such a table is known by its primary key,
 * which then is not among the constraints either; its statement of creation is read instead, which every reader may see.
 */
final class ConstraintReader {

    private final CatalogQuery catalog;
    private final Connection connection;
    private final Collection<String> databases;
    private final Map<TableId, List<ForeignKey>> foreignKeys = new HashMap<>();
    private final Map<TableId, List<CheckConstraint>> checks = new HashMap<>();

    private ConstraintReader(Connection connection, CatalogQuery catalog, Collection<String> databases) {
        this.connection = connection;
        this.catalog = catalog;
        this.databases = databases;
    }

    /** @param keyed the tables that have a primary key */
    static ConstraintReader read(Connection connection, CatalogQuery catalog, Collection<String> databases,
                                 Collection<TableId> keyed) throws SQLException {
        ConstraintReader reader = new ConstraintReader(connection, catalog, databases);
        reader.readForeignKeys();
        reader.readChecks();
        Set<TableId> hidden = new HashSet<>(keyed);
        reader.visible().forEach(hidden::remove);
        for (TableId table : hidden) {
            reader.readStatement(table);
        }
        return reader;
    }

    List<ForeignKey> foreignKeys(TableId table) {
        return foreignKeys.getOrDefault(table, List.of());
    }

    List<CheckConstraint> checks(TableId table) {
        return checks.getOrDefault(table, List.of());
    }

    private void readForeignKeys() throws SQLException {
        Map<TableId, Map<String, ForeignKey>> keys = new HashMap<>();
        catalog.rows("SELECT K.TABLE_SCHEMA, K.TABLE_NAME, K.CONSTRAINT_NAME, K.COLUMN_NAME, K.REFERENCED_TABLE_SCHEMA,"
                + " K.REFERENCED_TABLE_NAME, K.REFERENCED_COLUMN_NAME, R.DELETE_RULE, R.UPDATE_RULE"
                + " FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE K JOIN INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS R"
                + " ON R.CONSTRAINT_SCHEMA = K.CONSTRAINT_SCHEMA AND R.TABLE_NAME = K.TABLE_NAME"
                + " AND R.CONSTRAINT_NAME = K.CONSTRAINT_NAME WHERE K.TABLE_SCHEMA IN (%s)"
                + " ORDER BY K.TABLE_SCHEMA, K.TABLE_NAME, K.CONSTRAINT_NAME, K.ORDINAL_POSITION", databases, row -> {
                    ForeignKey part = foreignKey(row);
                    ForeignKey key = keys.computeIfAbsent(CatalogQuery.id(row), id -> new LinkedHashMap<>())
                            .computeIfAbsent(part.name(), name -> part);
                    key.referencedColumns().add(row.getString("REFERENCED_COLUMN_NAME"));
                    return key.columns().add(row.getString("COLUMN_NAME"));
                });
        keys.forEach((table, byName) -> foreignKeys.put(table, byName.values().stream().map(ConstraintReader::complete).toList()));
    }

    private static ForeignKey foreignKey(ResultSet row) throws SQLException {
        TableId referenced = new TableId(row.getString("REFERENCED_TABLE_SCHEMA"), row.getString("REFERENCED_TABLE_NAME"));
        return new ForeignKey(row.getString("CONSTRAINT_NAME"), new ArrayList<>(), referenced, new ArrayList<>(),
                row.getString("DELETE_RULE"), row.getString("UPDATE_RULE"));
    }

    private static ForeignKey complete(ForeignKey key) {
        return new ForeignKey(key.name(), List.copyOf(key.columns()), key.referenced(), List.copyOf(key.referencedColumns()),
                key.onDelete(), key.onUpdate());
    }

    private void readChecks() throws SQLException {
        checks.putAll(catalog.byTable("SELECT T.TABLE_SCHEMA, T.TABLE_NAME, T.CONSTRAINT_NAME, T.ENFORCED, C.CHECK_CLAUSE"
                + " FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS T JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS C"
                + " ON C.CONSTRAINT_SCHEMA = T.CONSTRAINT_SCHEMA AND C.CONSTRAINT_NAME = T.CONSTRAINT_NAME"
                + " WHERE T.CONSTRAINT_TYPE = 'CHECK' AND T.TABLE_SCHEMA IN (%s)"
                + " ORDER BY T.TABLE_SCHEMA, T.TABLE_NAME, T.CONSTRAINT_NAME", databases,
                row -> new CheckConstraint(row.getString("CONSTRAINT_NAME"),
                        CatalogQuery.expression(row.getString("CHECK_CLAUSE")), "YES".equals(row.getString("ENFORCED")))));
    }

    private List<TableId> visible() throws SQLException {
        return catalog.rows("SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
                + " WHERE CONSTRAINT_TYPE = 'PRIMARY KEY' AND TABLE_SCHEMA IN (%s)", databases, CatalogQuery::id);
    }

    private void readStatement(TableId table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SHOW CREATE TABLE " + quoted(table));
                ResultSet row = statement.executeQuery()) {
            row.next();
            CreateStatement parsed = new CreateStatement(table, row.getString(2));
            foreignKeys.put(table, parsed.foreignKeys());
            checks.put(table, parsed.checks());
        }
    }

    private static String quoted(TableId table) {
        return "`" + table.database().replace("`", "``") + "`.`" + table.table().replace("`", "``") + "`";
    }
}
