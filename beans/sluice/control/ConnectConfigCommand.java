package sluice.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sluice.capture.CapturedTables;
import sluice.connect.ConnectorAdvice;
import sluice.connect.ConnectorConfig;
import sluice.schema.source.SourceTable;

/** {@code sluice connect-config}: the connector that fills the change topics in the place of capture. */
@Command(name = "connect-config", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Prints the configuration of Debezium's MySQL connector with which a Kafka Connect cluster fills the change topics, as it is "
            + "posted to /connectors of a worker.",
            "It follows from the same settings as capture. What has to be done beside it is said on stderr. Nothing is changed anywhere; the source is "
                + "asked for its tables. The password is never printed (docs/connect.md)."})
final class ConnectConfigCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--name", paramLabel = "NAME", description = "The connector's name. Default: topics.prefix.")
    private String name;

    @Option(names = "--password", paramLabel = "REFERENCE", description = "What stands for the source's password: ${...}, which a config "
            + "provider of the workers resolves. Default: " + ConnectorConfig.PASSWORD)
    private String password = ConnectorConfig.PASSWORD;

    @Option(names = "--converters", description = "The workers have sluice.jar beside the connector: zero dates, JSON and BIT keys arrive as by capture.")
    private boolean converters;

    @Option(names = "--json", description = "The JSON alone, for scripts: nothing on stderr.")
    private boolean json;

    @Override
    public Integer call() throws SQLException, JsonProcessingException {
        if (!password.matches("\\$\\{\\w+:.+}")) {
            throw new ParameterException(spec.commandLine(), "--password is no reference such as " + ConnectorConfig.PASSWORD
                    + "; a password itself would stand in the connector's configuration for everybody to read");
        }
        Settings settings = options.load().with("resync.signal.table", "", "connect-config");
        new SourcePreflight(settings).check();
        CapturedTables captured = new CapturedTables(settings);
        List<SourceTable> tables = captured.read();
        Map<String, Object> connector = new LinkedHashMap<>();
        connector.put("name", name == null ? settings.get("topics.prefix") : name);
        connector.put("config", new ConnectorConfig(settings, captured, tables).properties(password, converters));
        spec.commandLine().getOut().println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(connector));
        if (!json) {
            PrintWriter err = spec.commandLine().getErr();
            new ConnectorAdvice(settings, tables).lines(password, converters).forEach(line -> err.println("sluice: " + line));
        }
        return ExitCode.OK;
    }
}
