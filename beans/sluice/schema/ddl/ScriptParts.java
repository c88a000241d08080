package sluice.schema.ddl;

import java.util.ArrayList;
import java.util.List;
import sluice.schema.Names;
import sluice.schema.ObjectNames;
import sluice.schema.OracleDdl;
import sluice.schema.OracleDialect;
import sluice.schema.TargetFeatures;
import sluice.schema.TargetTable;
import sluice.schema.source.SourceTable;

/** What the writers of the parts share while a script is written: the dialect, the names, and where they put what they wrote. */
final class ScriptParts {

    private final OracleDialect dialect;
    private final Names names;
    private final TargetFeatures target;
    private final ObjectNames objects;
    private final List<SchemaStatement> statements = new ArrayList<>();
    private final List<Untranslated> untranslated = new ArrayList<>();
    private final List<SchemaScript.Identity> identities = new ArrayList<>();

    ScriptParts(OracleDialect dialect, Names names, TargetFeatures target) {
        this.dialect = dialect;
        this.names = names;
        this.target = target;
        this.objects = new ObjectNames(target.identifierBytes());
    }

    TargetFeatures target() {
        return target;
    }

    OracleDialect dialect() {
        return dialect;
    }

    OracleDdl ddl() {
        return dialect.ddl();
    }

    /** The name of an object of a table; {@code own} is its name at the source. */
    String name(String kind, TargetTable table, String own) {
        return objects.of(kind, table, names.other(own));
    }

    /** The target's names of columns of a table. */
    List<String> columns(SourceTable source, List<String> columns) {
        return columns.stream().map(column -> names.column(source.id(), column)).toList();
    }

    void add(SchemaStatement statement) {
        statements.add(statement);
    }

    void add(SchemaScript.Identity identity) {
        identities.add(identity);
    }

    /** @param reason as a sentence without its end; the remedy goes on after a semicolon */
    void untranslated(SourceTable source, String object, String reason, String remedy) {
        untranslated.add(new Untranslated(source == null ? null : source.id(), object, reason, remedy));
    }

    SchemaScript script() {
        return new SchemaScript(List.copyOf(statements), List.copyOf(untranslated), List.copyOf(identities));
    }
}
