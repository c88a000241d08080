package sluice.schema;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Oracle's SQL about tables and rows: every text that is sent about them is made here.
 *
 * <p>Identifiers are always quoted, and every text is valid Oracle SQL, also those of subclasses: the tests parse what is
 * collected from the integration tests, which run on a stand-in. SQL made elsewhere would never have seen Oracle's grammar.
 */
public class OracleDialect {

    private static final int IDENTIFIER_BYTES = 128;

    /** The dialect of a JDBC URL (not null); an unknown database is an IllegalArgumentException with the remedy. */
    public static OracleDialect of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:oracle:")) {
            return new OracleDialect();
        }
        if (jdbcUrl.startsWith("jdbc:h2:") && jdbcUrl.toUpperCase(Locale.ROOT).contains(";MODE=ORACLE")) {
            return new H2Dialect();
        }
        throw new IllegalArgumentException("target.url is for neither Oracle nor the embedded stand-in: "
                + "write jdbc:oracle:thin:@//host:port/service, or jdbc:h2:...;MODE=Oracle");
    }

    /**
     * Whether a name can be an identifier of Oracle, which counts bytes and has no way to write a quote in a name.
     *
     * @param bytes most bytes of a name
     */
    public static boolean isIdentifier(String name, int bytes) {
        return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= bytes
                && name.indexOf('"') < 0 && name.indexOf('\0') < 0;
    }

    /** The name in double quotes, spelt as given: so reserved words are names, and names keep the catalog's spelling. */
    public String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The statements that create things. */
    public OracleDdl ddl() {
        return new OracleDdl(this);
    }

    /** The statements that read rows of a table by their key. */
    public OracleReads reads(TargetTable table) {
        return new OracleReads(this, table);
    }

    /**
     * What a session that reads in the order of keys says first; empty where there is nothing to say. The driver sets the order of texts by the
     * language of the machine.
     */
    public Optional<String> binaryOrder() {
        return Optional.of("ALTER SESSION SET NLS_SORT = BINARY NLS_COMP = BINARY");
    }

    /** DDL that adds a column; {@code literal} is its default and its value in the rows that are there, null for none. */
    public String addColumn(TargetTable table, TargetColumn column, String literal) {
        return "ALTER TABLE " + name(table) + " ADD (" + quote(column.name()) + " " + column.type()
                + (literal == null ? "" : " DEFAULT " + literal) + (column.nullable() ? "" : " NOT NULL") + ")";
    }

    /** DDL that gives a column its type; whether NULL is allowed, and the default, stay as they are. */
    public String modifyColumn(TargetTable table, TargetColumn column) {
        return "ALTER TABLE " + name(table) + " MODIFY (" + quote(column.name()) + " " + column.type() + ")";
    }

    /** DDL that lets a column be NULL. */
    public String allowNull(TargetTable table, TargetColumn column) {
        return "ALTER TABLE " + name(table) + " MODIFY (" + quote(column.name()) + " NULL)";
    }

    /** DDL that takes the primary key away; Oracle refuses it where foreign keys refer to it. */
    public String dropKey(TargetTable table) {
        return "ALTER TABLE " + name(table) + " DROP PRIMARY KEY";
    }

    /** DDL that gives a table without a primary key its key. */
    public String addKey(TargetTable table) {
        return "ALTER TABLE " + name(table) + " ADD CONSTRAINT " + quote(ObjectNames.key(table, IDENTIFIER_BYTES)) + " PRIMARY KEY ("
                + names(table.keyColumns()) + ")";
    }

    /** Inserts one row; one parameter a column, in the order of the columns. */
    public String insert(TargetTable table, List<TargetColumn> columns) {
        return "INSERT INTO " + name(table) + " (" + names(columns) + ") VALUES (" + list(columns, this::bindMarker) + ")";
    }

    /**
     * Inserts or overwrites one row; one parameter a column, in the order of the columns. The columns must include the key's,
     * else it is an IllegalArgumentException: the statement would overwrite other rows.
     */
    public String merge(TargetTable table, List<TargetColumn> columns) {
        if (!columns.stream().map(TargetColumn::name).toList().containsAll(table.key()) || table.key().isEmpty()) {
            throw new IllegalArgumentException("A merge into " + table + " needs all columns of its key " + table.key());
        }
        List<TargetColumn> others = columns.stream().filter(column -> !table.key().contains(column.name())).toList();
        return "MERGE INTO " + name(table) + " t USING (SELECT "
                + list(columns, column -> mergeMarker(column) + " AS " + quote(column.name())) + " FROM DUAL) s ON ("
                + table.keyColumns().stream().map(column -> "t." + quote(column.name()) + " = s." + quote(column.name()))
                        .collect(joining(" AND "))
                + ")"
                + (others.isEmpty() ? "" : " WHEN MATCHED THEN UPDATE SET "
                        + list(others, column -> "t." + quote(column.name()) + " = s." + quote(column.name())))
                + " WHEN NOT MATCHED THEN INSERT (" + names(columns) + ") VALUES ("
                + list(columns, column -> "s." + quote(column.name())) + ")";
    }

    /** Deletes one row; one parameter a key column, in key order. */
    public String delete(TargetTable table) {
        return "DELETE FROM " + name(table) + " WHERE " + table.keyColumns().stream()
                .map(column -> quote(column.name()) + " = " + bindMarker(column)).collect(joining(" AND "));
    }

    /** Deletes any rows, at most as many as the one parameter says; done when it deletes none. */
    public String deleteChunk(TargetTable table) {
        return "DELETE FROM " + name(table) + " WHERE ROWNUM <= ?";
    }

    /** Has a row when the table has one. */
    public String anyRow(TargetTable table) {
        return "SELECT 1 FROM " + name(table) + " WHERE ROWNUM <= 1";
    }

    /**
     * The parameter of a column, with what gives it the column's own type. ojdbc binds every date as a TIMESTAMP, and Oracle
     * would convert the DATE column to compare it: a full scan for each row.
     */
    public String bindMarker(TargetColumn column) {
        return switch (ColumnType.of(column.type()).family()) {
            case "DATE" -> "CAST(? AS DATE)";
            case "INTERVAL DAY TO SECOND" -> "TO_DSINTERVAL(?)";
            case "JSON" -> "JSON(?)";
            case "VECTOR" -> "TO_VECTOR(?)";
            default -> "?";
        };
    }

    /** The parameter of a column inside MERGE's SELECT, where no column stands beside it. */
    protected String mergeMarker(TargetColumn column) {
        return bindMarker(column);
    }

    /** The JDBC type for {@code setNull}: the one that the column's values are bound with. */
    public int sqlType(TargetColumn column) {
        return OracleBinding.sqlType(ColumnType.of(column.type()));
    }

    /** What the driver is given for the values of a column. */
    public ValueBinder binder(TargetColumn column, ValuePolicies policies, TargetFeatures target) {
        return OracleBinding.binder(column, policies, target);
    }

    /** Sets one parameter, counted from 1, to what a {@link ValueBinder} made; null is set with the type. */
    public static void set(PreparedStatement statement, int index, Object bindable, int sqlType) throws SQLException {
        if (bindable == null) {
            statement.setNull(index, sqlType);
        } else if (OracleBinding.asClob(bindable)) {
            statement.setClob(index, new StringReader((String) bindable), ((String) bindable).length());
        } else if (OracleBinding.asBlob(bindable)) {
            statement.setBlob(index, new ByteArrayInputStream((byte[]) bindable), ((byte[]) bindable).length);
        } else {
            statement.setObject(index, bindable);
        }
    }

    /** What this target has; every user may ask. */
    public TargetFeatures features(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(featuresQuery())) {
            row.next();
            DatabaseMetaData server = connection.getMetaData();
            return new TargetFeatures(server.getDatabaseMajorVersion(), row.getInt("STRING_BYTES"), row.getString("CHARSET"),
                    server.getMaxColumnNameLength());
        }
    }

    /** RPAD gives no more than the longest VARCHAR2. V$PARAMETER says it outright, but only to users with a privilege. */
    protected String featuresQuery() {
        return "SELECT LENGTHB(RPAD('x', 32767, 'x')) AS STRING_BYTES, VALUE AS CHARSET FROM NLS_DATABASE_PARAMETERS"
                + " WHERE PARAMETER = 'NLS_CHARACTERSET'";
    }

    /** The table as the target's catalog has it, its types written as {@link #catalogType} does; null when it is missing. */
    public TargetTable describe(Connection connection, String schema, String table) throws SQLException {
        return new TargetCatalog(this, connection).table(schema, table);
    }

    /** What the target puts into a table's columns by itself, by column. */
    public Map<String, TargetFill> fills(Connection connection, TargetTable table) throws SQLException {
        return new TargetCatalog(this, connection).fills(table.schema(), table.name());
    }

    /** What a schema has besides tables, to be compared with what it is to have. */
    public TargetObjects objects(Connection connection, String schema) throws SQLException {
        TargetCatalog catalog = new TargetCatalog(this, connection);
        OracleDdl ddl = ddl();
        return new TargetObjects(catalog.objects(ddl.indexesQuery(), schema), catalog.objects(ddl.constraintsQuery(), schema),
                catalog.objects(ddl.triggersQuery(), schema), catalog.comments(schema));
    }

    /** Whether the schema is there; names are spelt as in the catalog. */
    public boolean schemaExists(Connection connection, String schema) throws SQLException {
        return new TargetCatalog(this, connection).hasSchema(schema);
    }

    /** DDL of a schema; empty in Oracle, where a schema is a user, which only its administrator can create. */
    public Optional<String> createSchema(String schema) {
        return Optional.empty();
    }

    /** A type as the catalog gives it back after it stood in DDL. */
    public String catalogType(String type) {
        return type;
    }

    /** The text of a question to the dictionary; empty where the target has no such thing. */
    public Optional<String> dictionary(DictionaryQuery query) {
        return Optional.of(query.sql());
    }

    /** Has a row when the schema exists. Parameter: its name. */
    protected String schemaQuery() {
        return "SELECT 1 FROM ALL_USERS WHERE USERNAME = ?";
    }

    /** Rows with COLUMN_NAME, NULLABLE (Y or N) and what columnType reads. Parameters: schema, table. */
    protected String columnsQuery() {
        return "SELECT COLUMN_NAME, NULLABLE, DATA_TYPE, DATA_LENGTH, CHAR_LENGTH, CHAR_USED, DATA_PRECISION, DATA_SCALE"
                + " FROM ALL_TAB_COLS WHERE OWNER = ? AND TABLE_NAME = ? AND HIDDEN_COLUMN = 'NO' ORDER BY COLUMN_ID";
    }

    /** Rows with COLUMN_NAME, in key order. A disabled key has no index: it is as good as none. Parameters: schema, table. */
    protected String keyQuery() {
        return "SELECT C.COLUMN_NAME FROM ALL_CONSTRAINTS K JOIN ALL_CONS_COLUMNS C ON C.OWNER = K.OWNER"
                + " AND C.CONSTRAINT_NAME = K.CONSTRAINT_NAME WHERE K.CONSTRAINT_TYPE = 'P' AND K.STATUS = 'ENABLED'"
                + " AND K.OWNER = ? AND K.TABLE_NAME = ? ORDER BY C.POSITION";
    }

    /** The full type of the column in the current row of columnsQuery. */
    protected String columnType(ResultSet row) throws SQLException {
        return TargetCatalog.oracleType(row);
    }

    private String name(TargetTable table) {
        return quote(table.schema()) + "." + quote(table.name());
    }

    private String names(List<TargetColumn> columns) {
        return list(columns, column -> quote(column.name()));
    }

    private static <T> String list(List<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(joining(", "));
    }
}
