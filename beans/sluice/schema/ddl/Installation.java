package sluice.schema.ddl;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.schema.OracleDialect;
import sluice.schema.SchemaProblems;
import sluice.schema.TableDifference;
import sluice.schema.TableId;
import sluice.schema.TargetObject;
import sluice.schema.TargetObjects;
import sluice.schema.TargetTable;
import sluice.schema.TargetTables;
import sluice.schema.source.SourceTable;

/**
 * Makes the target have what a script says.
 *
 * <p>What exists is compared and never altered: a difference is told, and the operator decides. So it can be repeated, and a second
 * run creates nothing.
 */
public final class Installation {

    private final OracleDialect dialect;
    private final Connection target;
    private final TargetTables planner;
    private final Map<TableId, SourceTable> sources = new HashMap<>();
    private final Map<String, TargetObjects> objects = new HashMap<>();

    /** @param target with auto-commit; {@code sources} are the tables of the script */
    public Installation(OracleDialect dialect, Connection target, TargetTables planner, List<SourceTable> sources) {
        this.dialect = dialect;
        this.target = target;
        this.planner = planner;
        sources.forEach(source -> this.sources.put(source.id(), source));
    }

    /** What became of a thing of the script. */
    public enum Outcome {
        CREATED, EXISTS, DIFFERS, LATER, FAILED
    }

    /** @param detail what differs or what failed; empty otherwise */
    public record Line(Outcome outcome, SchemaStatement statement, String detail) {

        @Override
        public String toString() {
            return "%-8s %s%s".formatted(outcome.name().toLowerCase(java.util.Locale.ROOT), statement,
                    detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /**
     * Creates what is missing.
     *
     * @throws SchemaProblems when a schema is missing that only an administrator can create
     */
    public List<Line> install(SchemaScript script) throws SQLException {
        for (String schema : script.statements().stream().map(statement -> statement.table().schema()).distinct().toList()) {
            if (!dialect.schemaExists(target, schema)) {
                execute(dialect.createSchema(schema).orElseThrow(() -> new SchemaProblems(List.of(
                        "Schema %s is missing in the target: have its administrator create that user with a quota on its tablespace"
                                .formatted(schema)))));
            }
            objects.put(schema, dialect.objects(target, schema));
        }
        return script.statements().stream().map(this::install).toList();
    }

    private Line install(SchemaStatement statement) {
        try {
            String difference = difference(statement);
            if (difference != null) {
                return new Line(difference.isEmpty() ? Outcome.EXISTS : Outcome.DIFFERS, statement, difference);
            }
            if (statement.sql() == null) {
                return new Line(Outcome.LATER, statement, "the embedded target would enforce it at once; --cut-over creates it");
            }
            execute(statement.sql());
            return new Line(Outcome.CREATED, statement, "");
        } catch (SQLException e) {
            return new Line(Outcome.FAILED, statement, e.getMessage().lines().findFirst().orElse("") + " (error " + e.getErrorCode() + ")");
        }
    }

    /** Null when it is not there, empty when it is as it should be. */
    private String difference(SchemaStatement statement) throws SQLException {
        TargetObjects there = objects.get(statement.table().schema());
        return switch (statement.part()) {
            case TABLES -> table(statement);
            case INDEXES -> object(statement, there.indexes().get(statement.name()));
            case CONSTRAINTS -> object(statement, there.constraints().get(statement.name()));
            case TRIGGERS -> object(statement, there.triggers().get(statement.name()));
            case COMMENTS -> comment(statement, there.comments());
        };
    }

    private String table(SchemaStatement statement) throws SQLException {
        TargetTable actual = dialect.describe(target, statement.table().schema(), statement.table().name());
        if (actual == null) {
            return null;
        }
        List<String> differences = new ArrayList<>(planner.differences(sources.get(statement.source()), statement.table(), actual).stream()
                .map(TableDifference::text).toList());
        differences.addAll(FillFit.differences(dialect.ddl(), statement, dialect.fills(target, statement.table())));
        return String.join("; ", differences);
    }

    private static String object(SchemaStatement statement, TargetObject actual) {
        if (actual == null) {
            return null;
        }
        if (!actual.table().equals(statement.table().name())) {
            return "it belongs to " + actual.table();
        }
        return statement.columns().isEmpty() || statement.columns().equals(actual.columns()) ? ""
                : "it is on " + actual.columns() + ", the source's on " + statement.columns();
    }

    private static String comment(SchemaStatement statement, Map<List<String>, String> comments) {
        String table = statement.table().name();
        String actual = comments.get(statement.name() == null ? List.of(table) : List.of(table, statement.name()));
        return actual == null ? null : actual.equals(statement.value()) ? "" : "the text is another one";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.setEscapeProcessing(false);   // a trigger's :NEW is no parameter, a literal's {d no escape
            statement.execute(sql);
        }
    }
}
