package sluice.control;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sluice.schema.OwnTables;

/**
 * {@code sluice changes ...}: the changes of source tables at which a table waits for an operator.
 *
 * <p>It asks the target, where they stand, and no process: which of several processes has a table does not matter, and
 * what was accepted is still accepted after a crash.
 */
@Command(name = "changes", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Lists and accepts changes of source tables that wait for you (docs/schema-changes.md).",
            "A table goes on by itself when its target fits the change. Where Sluice cannot see whether you have done your "
                + "part, accept the change."})
final class ChangesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private record Held(String barrier, String table, String reason, String acceptedBy) {
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: changes list or accept");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Lists the tables that wait, each with the statement, its place in the binlog and what to do.")
    int list(@Mixin SettingsOptions options, @Option(names = "--json", description = "As a JSON array, for scripts.") boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        List<Held> held = held(options.load());
        if (json) {
            out.println(Json.of(held));
            return ExitCode.OK;
        }
        held.forEach(change -> out.println(change.table() + ": " + change.reason()
                + (change.acceptedBy() == null ? "" : " (accepted by " + change.acceptedBy() + ")")));
        if (held.isEmpty()) {
            out.println("No table waits.");
        }
        return ExitCode.OK;
    }

    @Command(name = "accept", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = {"Lets a table go on with the target as it is now.",
                "Nothing is altered: you say that the target's table and its rows are right for what follows."})
    int accept(@Mixin SettingsOptions options, @Parameters(paramLabel = "TABLE", description = "database.table") String table) {
        Settings settings = options.load();
        PrintWriter out = spec.commandLine().getOut();
        for (Held change : held(settings)) {
            if (change.table().equalsIgnoreCase(table)) {
                accept(settings, change);
                out.println(change.table() + ": accepted; it goes on within some seconds where its lane runs");
                return ExitCode.OK;
            }
        }
        throw new ParameterException(spec.commandLine(), "no change of " + table + " waits; 'sluice changes list' shows those that do");
    }

    private static List<Held> held(Settings settings) {
        try (Connection target = connect(settings); Statement query = target.createStatement();
                ResultSet rows = query.executeQuery(OwnTables.HELD_BARRIERS)) {
            List<Held> held = new ArrayList<>();
            while (rows.next()) {
                held.add(new Held(rows.getString(1), rows.getString(2) + "." + rows.getString(3), rows.getString(4), rows.getString(5)));
            }
            return held;
        } catch (SQLException e) {
            throw new PreflightException("the target cannot be asked for changes that wait: " + e.getMessage(), e);
        }
    }

    private static void accept(Settings settings, Held change) {
        try (Connection target = connect(settings); PreparedStatement update = target.prepareStatement(OwnTables.ACCEPT_BARRIER)) {
            update.setString(1, System.getProperty("user.name"));
            update.setString(2, change.barrier());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new PreflightException("the change cannot be accepted in the target: " + e.getMessage(), e);
        }
    }

    private static Connection connect(Settings settings) throws SQLException {
        return DriverManager.getConnection(settings.get("target.url"), settings.get("target.user"), settings.get("target.password"));
    }
}
