package sluice.schema;

/** The name of a table at the source, as MySQL spells it. */
public record TableId(String database, String table) {

    @Override
    public String toString() {
        return database + "." + table;
    }
}
