package sluice.control;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sluice resync ...}: has rows of tables read from the source once more, by the running process that captures.
 *
 * <p>All rows of a table are deleted in the target first, so that is never done by a slip: it needs {@code --yes}.
 */
@Command(name = "resync", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Reads the rows of tables from the source once more, while the service writes, and shows what is under way.",
            "All rows of a table: they are deleted in the target first, so that it is the same as the source at the end, whatever it "
                + "was before; rows that are parked are superseded. Until it is through, the target has not all rows.",
            "With --where nothing is deleted: rows that the source has are written, rows that only the target has stay.",
            "Without TABLE it lists what is under way. Changes are captured meanwhile, in order with the rows."})
final class ResyncCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ProcessOption process;

    @Parameters(arity = "0..*", paramLabel = "TABLE", description = "database.table, as the source spells it.")
    private List<String> tables = List.of();

    @Option(names = "--where", paramLabel = "CONDITION", description = "Only rows of which this is true, in MySQL's SQL: \"id > 1000\".")
    private String where;

    @Option(names = "--yes", description = "Yes, delete the rows of these tables in the target.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only check it, and say what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "What is under way as a JSON array, for scripts. Without a table only.")
    private boolean json;

    @Option(names = "--cancel", description = "Give it up where it is. The target then lacks what was not read yet.")
    private boolean cancel;

    @Override
    public Integer call() throws Exception {
        check();
        try (RunningSluice sluice = process.find()) {
            return carryOut(sluice);
        }
    }

    private void check() {
        if (tables.isEmpty() && (where != null || yes || dryRun || cancel)) {
            throw new ParameterException(spec.commandLine(), "name a table: database.table");
        } else if (json && !tables.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--json lists what is under way: leave out the tables");
        } else if (cancel && (where != null || dryRun)) {
            throw new ParameterException(spec.commandLine(), "--cancel gives up the whole resync of a table: leave out --where and --dry-run");
        } else if (where != null && where.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--where is empty; leave it out for all rows");
        }
    }

    private int carryOut(RunningSluice sluice) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (tables.isEmpty()) {
            if (json) {
                out.println(sluice.resyncsAsJson());
                return ExitCode.OK;
            }
            String under = sluice.resyncs();
            out.println(under.isEmpty() ? "No table is read once more." : under);
            return ExitCode.OK;
        }
        String[] names = tables.toArray(String[]::new);
        if (cancel) {
            out.println(sluice.resync("cancel", names));
            return ExitCode.OK;
        }
        String condition = where == null ? "" : where;
        if (dryRun || where == null && !yes) {
            out.println(sluice.resync("plan", names, condition));
            if (!dryRun) {
                spec.commandLine().getErr().println("sluice: nothing is done; add --yes to delete these rows in the target and read them anew");
            }
            return dryRun ? ExitCode.OK : ExitCode.USAGE;
        }
        out.println(sluice.resync("resync", names, condition));
        return ExitCode.OK;
    }
}
