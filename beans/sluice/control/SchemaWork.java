package sluice.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sluice.capture.CapturedTables;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.SchemaProblems;
import sluice.schema.TableId;
import sluice.schema.TargetFeatures;
import sluice.schema.TargetTables;
import sluice.schema.TypeMapping;
import sluice.schema.ddl.CutOver;
import sluice.schema.ddl.Installation;
import sluice.schema.ddl.Part;
import sluice.schema.ddl.SchemaScript;
import sluice.schema.ddl.SchemaWriter;
import sluice.schema.ddl.ScriptText;
import sluice.schema.ddl.Untranslated;
import sluice.schema.source.SourceTable;

/**
 * The script of one call of {@code sluice schema}, and the target that it is for.
 *
 * <p>What is only printed is Oracle's DDL whatever the target is, and the target need not be there yet.
 */
final class SchemaWork implements AutoCloseable {

    private final Settings settings;
    private final Connection target;
    private final OracleDialect dialect;
    private final String writtenFor;
    private final List<SourceTable> sources;
    private final List<String> problems = new ArrayList<>();
    private final SchemaScript script;
    private final Predicate<TableId> tables;
    private TargetTables planner;

    /** @param needsTarget whether the target has to be there, and the script to be in its dialect */
    SchemaWork(Settings settings, boolean triggers, List<String> patterns, boolean needsTarget) throws SQLException {
        this.settings = settings;
        OracleDialect ofTarget = OracleDialect.of(settings.get("target.url"));
        this.dialect = needsTarget ? ofTarget : new OracleDialect();
        SQLException unreachable = null;
        Connection connection = null;
        try {
            connection = DriverManager.getConnection(settings.get("target.url"), settings.get("target.user"),
                    settings.get("target.password"));
        } catch (SQLException e) {
            unreachable = e;
        }
        if (needsTarget && unreachable != null) {
            throw unreachable;
        }
        this.target = connection;
        TargetFeatures features = connection == null ? TargetFeatures.ORACLE_19C : ofTarget.features(connection);
        this.writtenFor = unreachable == null ? "For the target as it is: " + features
                : "The target cannot be asked (" + unreachable.getMessage() + "), so this is for " + features;
        CapturedTables source = new CapturedTables(settings);
        this.sources = source.read();
        this.tables = selection(patterns);
        this.script = script(features, source, triggers);
    }

    private SchemaScript script(TargetFeatures features, CapturedTables source, boolean triggers) throws SQLException {
        Names names = Names.of(settings.get("target.names"), settings.get("target.schema"));
        problems.addAll(names.unknown(sources));
        TypeMapping types = settings.types(features);
        planner = new TargetTables(dialect, types, names);
        return new SchemaWriter(dialect, types, names).write(sources, source.objects(), triggers, problems);
    }

    private Predicate<TableId> selection(List<String> patterns) {
        if (patterns.isEmpty()) {
            return table -> true;
        }
        List<Pattern> compiled = patterns.stream()
                .map(pattern -> Pattern.compile(Pattern.quote(pattern.strip()).replace("*", "\\E.*\\Q"))).toList();
        List<String> unmatched = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            Pattern pattern = compiled.get(i);
            if (sources.stream().noneMatch(source -> pattern.matcher(source.id().toString()).matches())) {
                unmatched.add(patterns.get(i) + " in --table matches no table to migrate: write database.table, with * for any"
                        + " characters, and check the spelling");
            }
        }
        if (!unmatched.isEmpty()) {
            throw new SettingsException(unmatched);
        }
        return table -> compiled.stream().anyMatch(pattern -> pattern.matcher(table.toString()).matches());
    }

    List<String> problems() {
        return problems;
    }

    /** @throws SchemaProblems when some table cannot be migrated: half a schema is not applied */
    void refuseProblems() {
        if (!problems.isEmpty()) {
            throw new SchemaProblems(problems);
        }
    }

    /** The script as a file. */
    String text(Set<Part> parts) {
        return ScriptText.of(script.only(tables, parts), List.of("Oracle DDL of " + settings.get("source.databases")
                + ", written by ./sluice schema", writtenFor), problems);
    }

    List<String> remarks() {
        return script.only(tables, EnumSet.allOf(Part.class)).untranslated().stream().map(Untranslated::toString).toList();
    }

    List<Installation.Line> install(Set<Part> parts) throws SQLException {
        return new Installation(dialect, target, planner, sources).install(script.only(tables, parts));
    }

    /** What the cut-over has to do, as a file. */
    String cutOver() throws SQLException {
        return ScriptText.cutOver(List.of("The cut-over of " + settings.get("source.databases")
                + ", written by ./sluice schema --cut-over", "Run it when no writes come any more and the lanes have applied all;",
                "what ends in VALIDATE looks at all rows, and can wait until the service writes again"),
                Stream.concat(steps().statements().stream(), steps().validations().stream()).toList());
    }

    /** Does these statements; each that was done is told. Returns what failed. */
    List<String> carryOut(List<String> statements, Consumer<String> done) {
        List<String> failures = new ArrayList<>();
        for (String sql : statements) {
            try (Statement statement = target.createStatement()) {
                statement.execute(sql);
                done.accept(sql);
            } catch (SQLException e) {
                failures.add(sql + ": " + e.getMessage());
            }
        }
        return failures;
    }

    /** The parts of the cut-over. */
    CutOver steps() {
        return new CutOver(dialect, target, script.only(tables, EnumSet.allOf(Part.class)));
    }

    @Override
    public void close() throws SQLException {
        if (target != null) {
            target.close();
        }
    }
}
