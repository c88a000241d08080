package sluice.schema.ddl;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A script as a file for SQL*Plus, SQLcl or SQL Developer.
 *
 * <p>What is not translated stands in front, as comments: a note at the end of a thousand lines is read by nobody.
 */
public final class ScriptText {

    private static final String COMMENT = "-- ";

    private final StringBuilder text = new StringBuilder();

    private ScriptText() {
    }

    /**
     * @param head     what the script is, one line each
     * @param problems the tables that cannot be migrated, and why
     */
    public static String of(SchemaScript script, List<String> head, List<String> problems) {
        ScriptText writer = new ScriptText();
        head.forEach(writer::comment);
        writer.remarks("Cannot be migrated, and is not in this script:", problems);
        writer.remarks("Not the same in Oracle:", script.untranslated().stream().map(Untranslated::toString).toList());
        // a text may hold an ampersand, which these programs would ask about, and an empty line, which would end its statement
        writer.text.append("\nSET DEFINE OFF\nSET SQLBLANKLINES ON\n");
        writer.statements(script);
        writer.remarks("At the cut-over, in this order (./sluice schema --cut-over):", cutOver(script));
        return writer.text.toString();
    }

    /** The statements of the cut-over as a file. */
    public static String cutOver(List<String> head, List<String> statements) {
        ScriptText writer = new ScriptText();
        head.forEach(writer::comment);
        statements.forEach(writer::statement);
        return writer.text.toString();
    }

    private static List<String> cutOver(SchemaScript script) {
        Set<String> steps = new LinkedHashSet<>();
        script.identities().forEach(identity -> steps.add("start the identity " + identity.table() + "." + identity.column()
                + " past its highest value"));
        script.statements().stream().filter(statement -> statement.cutOver() != null)
                .forEach(statement -> steps.add(statement.cutOver().sql()));
        return List.copyOf(steps);
    }

    private void statements(SchemaScript script) {
        Part part = null;
        for (SchemaStatement statement : script.statements()) {
            if (statement.part() != part) {
                part = statement.part();
                text.append('\n');
                comment(part.name().charAt(0) + part.name().substring(1).toLowerCase(java.util.Locale.ROOT));
            }
            if (statement.sql() == null) {
                comment(statement + ": comes at the cut-over");
            } else {
                statement(statement.sql());
            }
        }
    }

    /** A block of PL/SQL ends in its own semicolon, and is sent by a slash. */
    private void statement(String sql) {
        text.append('\n').append(sql).append(sql.endsWith(";") ? "\n/\n" : ";\n");
    }

    private void remarks(String head, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n');
            comment(head);
            lines.forEach(line -> comment("  " + line));
        }
    }

    private void comment(String line) {
        line.lines().forEach(each -> text.append(COMMENT).append(each).append('\n'));
    }
}
