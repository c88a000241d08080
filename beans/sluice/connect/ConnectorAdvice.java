package sluice.connect;

import java.util.ArrayList;
import java.util.List;
import sluice.control.Settings;
import sluice.schema.source.SourceTable;

/** What an operator has to do beside the connector's configuration, and what a Connect cluster does otherwise than capture. */
public final class ConnectorAdvice {

    private final Settings settings;
    private final List<SourceTable> tables;

    public ConnectorAdvice(Settings settings, List<SourceTable> tables) {
        this.settings = settings;
        this.tables = tables;
    }

    /** Sentences, in the order in which they are needed. */
    public List<String> lines(String password, boolean converters) {
        List<String> lines = new ArrayList<>();
        lines.add("each worker needs Debezium's MySQL connector 3.4" + (converters ? " and, in the same directory, sluice.jar" : "")
                + ", a JVM with -Duser.timezone=UTC, and the settings exactly.once.source.support=enabled and connector.client.config.override.policy=All");
        if (password.startsWith("${file:")) {
            lines.add("the password is read by the workers from the file in database.password: they need config.providers=file and"
                    + " config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider");
        }
        if (!settings.kafka().client().isEmpty()) {
            lines.add("kafka.client.* is given to the connector's own history (schema.history.internal.consumer and .producer), with secrets read as the"
                    + " password is; the workers themselves need the same, for producers too (docs/connect.md)");
        }
        lines.add("every Sluice process needs capture.enabled=false; " + (settings.flag("capture.enabled") ? "here it is true" : "here it is so"));
        if (settings.integer("topics.partitions") > 1) {
            lines.add("a TRUNCATE stands in one of the " + settings.get("topics.partitions") + " partitions of its topic only: the lane stops at it and says so."
                    + " Where the service truncates tables, set topics.partitions=1");
        }
        if (!converters) {
            lines.add("zero dates, dates inside of JSON and BIT keys arrive as Debezium has them; --converters keeps them (docs/types.md)");
        }
        long inexact = tables.stream().filter(table -> table.columns().stream()
                .anyMatch(column -> List.of("float", "year").contains(column.dataType()))).count();
        if (inexact > 0) {
            lines.add("the snapshot selects " + inexact + (inexact == 1 ? " table" : " tables") + " with FLOAT or YEAR by statements of their own; print this anew when their columns change");
        }
        lines.add("a snapshot that is interrupted begins again without emptying the tables: empty them yourself (docs/connect.md)");
        return lines;
    }
}
