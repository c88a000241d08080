package sluice.assess;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sluice.schema.DictionaryQuery;
import sluice.schema.OracleDialect;
import sluice.schema.TargetDictionary;
import sluice.schema.TargetFeatures;
import sluice.schema.TargetTable;

/**
 * The target as it tells about itself.
 *
 * <p>What this user may not look at becomes a note with the grant that helps, and what the target does not have is remembered for
 * one note at the end: neither may look like a good answer.
 */
final class TargetServer {

    private final OracleDialect dialect;
    private final Connection connection;
    private final TargetDictionary dictionary;
    private final List<String> schemas;
    private final List<String> missing = new ArrayList<>();
    private final List<String> notApplicable = new ArrayList<>();
    private final String user;
    private final TargetFeatures features;
    private final TargetRelease.Release release;

    /** @param schemas the ones that receive the tables, as the catalog spells them; at least one */
    TargetServer(OracleDialect dialect, Connection connection, List<String> schemas) throws SQLException {
        this.dialect = dialect;
        this.connection = connection;
        this.schemas = schemas;
        this.dictionary = new TargetDictionary(dialect, connection, schemas);
        this.user = connection.getMetaData().getUserName().toUpperCase(Locale.ROOT);
        this.features = dialect.features(connection);
        this.release = TargetRelease.Release.of(connection.getMetaData());
        for (String schema : schemas) {
            if (!dialect.schemaExists(connection, schema)) {
                missing.add(schema);
            }
        }
    }

    /** The rows; empty where the target has no such thing, or where a note says that it cannot be looked at. */
    Optional<List<Map<String, String>>> ask(DictionaryQuery query, Findings findings) throws SQLException {
        TargetDictionary.Answer answer = dictionary.ask(query);
        String what = query.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (!answer.applies()) {
            notApplicable.add(what);
        } else if (!answer.readable()) {
            findings.note(FindingId.TARGET_NOT_LOOKED_AT, what, "target.user may not look at it", query.grants(user));
        }
        return answer.applies() && answer.readable() ? Optional.of(answer.rows()) : Optional.empty();
    }

    TargetFeatures features() {
        return features;
    }

    TargetRelease.Release release() {
        return release;
    }

    /** As the catalog spells it. */
    String user() {
        return user;
    }

    List<String> schemas() {
        return schemas;
    }

    /** Those of the schemas that are not there. */
    List<String> missingSchemas() {
        return missing;
    }

    /** What the target has no notion of, as far as it was asked. */
    List<String> notApplicable() {
        return notApplicable;
    }

    Optional<String> createSchema(String schema) {
        return dialect.createSchema(schema);
    }

    /** The table as it is; null where there is none. */
    TargetTable describe(String schema, String table) throws SQLException {
        return missing.contains(schema) ? null : dialect.describe(connection, schema, table);
    }

    Connection connection() {
        return connection;
    }

    OracleDialect dialect() {
        return dialect;
    }
}
