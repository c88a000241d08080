package sluice.control;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sluice.schema.ddl.Installation;
import sluice.schema.ddl.Part;

/**
 * {@code sluice schema}: the DDL of the source schema for the target, printed or applied.
 *
 * <p>Applying never alters what exists; so it can be repeated, and the parts can be made one after the other.
 */
@Command(name = "schema", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Prints the Oracle DDL of the source schema: tables, indexes, constraints, comments.",
            "What has no counterpart is named, with the reason and what to do. Constraints are created disabled; --cut-over "
                + "prints what enables them, and what starts the identities."},
        footer = {"", "Exit code 1: a table cannot be migrated, or the target has something that differs or could not be made."})
final class SchemaCommand implements Callable<Integer> {

    private static final Set<Part> DEFERRABLE = EnumSet.of(Part.INDEXES, Part.CONSTRAINTS);

    /** What can be left for later. */
    enum Deferred {
        indexes(EnumSet.of(Part.INDEXES)), constraints(EnumSet.of(Part.CONSTRAINTS)), all(DEFERRABLE);

        private final Set<Part> parts;

        Deferred(Set<Part> parts) {
            this.parts = parts;
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--apply", description = "Creates in the target what is missing there, and compares the rest; prints what became "
            + "of each thing.")
    private boolean apply;

    @Option(names = "--table", paramLabel = "PATTERN", split = ",",
            description = "Only these tables: database.table, with * for any characters.")
    private List<String> tables = List.of();

    @Option(names = "--triggers", description = "Writes triggers for ON UPDATE CURRENT_TIMESTAMP, disabled until the cut-over.")
    private boolean triggers;

    @Option(names = "--defer", paramLabel = "WHAT",
            description = "Leaves indexes, constraints or all of both for after the copy, which is faster without: "
                + "${COMPLETION-CANDIDATES}.")
    private Deferred defer;

    @Option(names = "--deferred", paramLabel = "WHAT", description = "Only what --defer left: ${COMPLETION-CANDIDATES}.")
    private Deferred deferred;

    @Option(names = "--cut-over", description = "Only what the cut-over needs, once the writes have stopped: starts the identities past "
            + "the highest numbers in the target, enables the constraints (which checks all rows) and the triggers.")
    private boolean cutOver;

    @Option(names = "--output", paramLabel = "FILE", description = "Writes the script into a file, in UTF-8.")
    private Path output;

    @Override
    public Integer call() throws Exception {
        if (defer != null && deferred != null || cutOver && (defer != null || deferred != null)) {
            throw new ParameterException(spec.commandLine(), "--defer, --deferred and --cut-over exclude each other");
        }
        try (SchemaWork work = new SchemaWork(options.load(), triggers, tables, apply || cutOver)) {
            return cutOver ? finish(work) : begin(work);
        } catch (SQLException e) {
            throw new PreflightException("the source or the target cannot be asked: " + e.getMessage(), e);
        }
    }

    private int begin(SchemaWork work) throws SQLException, IOException {
        Set<Part> parts = parts();
        if (!apply) {
            print(work.text(parts));
        } else {
            work.refuseProblems();
            if (output != null) {
                print(work.text(parts));
            }
            List<Installation.Line> lines = work.install(parts);
            PrintWriter out = spec.commandLine().getOut();
            work.remarks().forEach(remark -> out.println("named    " + remark));
            lines.forEach(out::println);
            return report(out, lines);
        }
        return work.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private int finish(SchemaWork work) throws SQLException, IOException {
        work.refuseProblems();
        if (!apply) {
            print(work.cutOver());
            return ExitCode.OK;
        }
        PrintWriter out = spec.commandLine().getOut();
        Consumer<String> done = sql -> out.println("done     " + sql);
        List<String> failures = new ArrayList<>(work.carryOut(work.steps().statements(), done));
        failures.addAll(work.carryOut(work.steps().validations(), done));
        failures.forEach(failure -> out.println("failed   " + failure));
        return failures.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Set<Part> parts() {
        if (deferred != null) {
            return deferred.parts;
        }
        Set<Part> parts = EnumSet.allOf(Part.class);
        if (defer != null) {
            parts.removeAll(defer.parts);
        }
        return parts;
    }

    private static int report(PrintWriter out, List<Installation.Line> lines) {
        long bad = count(lines, Installation.Outcome.DIFFERS) + count(lines, Installation.Outcome.FAILED);
        out.printf("%d created, %d there already, %d later, %d differ, %d failed%n", count(lines, Installation.Outcome.CREATED),
                count(lines, Installation.Outcome.EXISTS), count(lines, Installation.Outcome.LATER),
                count(lines, Installation.Outcome.DIFFERS), count(lines, Installation.Outcome.FAILED));
        return bad == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static long count(List<Installation.Line> lines, Installation.Outcome outcome) {
        return lines.stream().filter(line -> line.outcome() == outcome).count();
    }

    private void print(String text) throws IOException {
        if (output == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(output, text);
            spec.commandLine().getOut().println("Written: " + output);
        }
    }
}
