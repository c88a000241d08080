package sluice.schema.ddl;

/** The parts of a schema, in the order in which they are created. */
public enum Part {

    /** Tables with their columns, defaults and primary keys. */
    TABLES,
    /** Secondary indexes. */
    INDEXES,
    /** Unique keys, checks and foreign keys. */
    CONSTRAINTS,
    COMMENTS,
    TRIGGERS
}
