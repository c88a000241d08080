package sluice.schema;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import sluice.schema.source.SourceTable;

/**
 * What the target calls the source's databases, tables and columns.
 *
 * <p>Whoever needs the name of something in the target asks here, with the source's name: the tables that are created, the rows that
 * are applied and the tables that barriers empty must be the same ones. Whether a name can stand in the target is checked where the
 * tables are planned.
 */
public final class Names {

    private static final String FILE = "file:";

    private final UnaryOperator<String> spelling;
    private final String schema;
    private final NameMap map;

    private Names(UnaryOperator<String> spelling, String schema, NameMap map) {
        this.spelling = spelling;
        this.schema = schema;
        this.map = map;
    }

    /**
     * @param setting      {@code upper}: folded to upper case, as Oracle folds names that stand without quotes. {@code same}: as the
     *                     source spells them. {@code file:PATH}: what the file names, and upper case for the rest
     * @param targetSchema the schema of all tables, spelt as the setting says; null or empty puts those of each database into the
     *                     schema of its name
     * @throws SchemaProblems with each line of the file that cannot be read
     */
    public static Names of(String setting, String targetSchema) {
        UnaryOperator<String> spelling = setting.equals("same") ? UnaryOperator.identity() : name -> name.toUpperCase(Locale.ROOT);
        String schema = targetSchema == null || targetSchema.isBlank() ? null : targetSchema.strip();
        NameMap map = setting.startsWith(FILE) ? NameMap.read(setting.substring(FILE.length()).strip()) : NameMap.EMPTY;
        return new Names(spelling, schema, map);
    }

    /** The default: upper case, each database in the schema of its name. */
    public static Names upper() {
        return of("upper", null);
    }

    /** The target's schema for a database. */
    public String schema(String database) {
        String named = map.schema(database);
        return named == null ? spelling.apply(schema == null ? database : schema) : named;
    }

    /** The target's name of a table, without its schema. */
    public String table(TableId table) {
        String named = map.table(table);
        return named == null ? spelling.apply(table.table()) : named;
    }

    /** The target's name of a column; a column's spelling at the source may be in any case. */
    public String column(TableId table, String column) {
        String named = map.column(table, column);
        return named == null ? spelling.apply(column) : named;
    }

    /** The target's name of something else that belongs to a table: an index, a constraint. */
    public String other(String name) {
        return spelling.apply(name);
    }

    /**
     * The left side of an entry of the mapping file.
     *
     * @param source database, or database and table, or database, table and column
     */
    public static String entry(String... source) {
        return NameMap.left(source);
    }

    /**
     * What the mapping file names and the source does not have: one sentence each, with the remedy.
     *
     * @param tables all tables to migrate
     */
    public List<String> unknown(List<SourceTable> tables) {
        return map.unknown(tables);
    }
}
