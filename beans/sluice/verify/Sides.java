package sluice.verify;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import sluice.capture.CaptureReach;
import sluice.control.Settings;
import sluice.control.SourceDatabase;
import sluice.kafka.KafkaAccess;
import sluice.kafka.TopicTail;
import sluice.kafka.Topics;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.TableId;
import sluice.schema.TargetFeatures;
import sluice.schema.ValuePolicies;
import sluice.schema.source.SourceTable;

/** Where both sides of a migration are, and how they are read. Everything that it makes is the caller's to close. */
final class Sides {

    private final Settings settings;
    private final SourceDatabase source;
    private final OracleDialect dialect;
    private final Names names;
    private final ValuePolicies policies;
    private final TargetFeatures features;

    /** @throws SQLException if the target cannot be asked what it has */
    Sides(Settings settings) throws SQLException {
        this.settings = settings;
        this.source = new SourceDatabase(settings);
        this.dialect = OracleDialect.of(settings.get("target.url"));
        this.names = Names.of(settings.get("target.names"), settings.get("target.schema"));
        this.policies = settings.valuePolicies();
        try (Connection connection = target()) {
            this.features = dialect.features(connection);
        }
    }

    /** A new connection to the source. */
    Connection source() throws SQLException {
        return source.connect();
    }

    /** A new connection to the target, which sorts by bytes. */
    Connection target() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.get("target.user"));
        properties.setProperty("password", settings.get("target.password"));
        if (settings.get("target.url").startsWith("jdbc:oracle:")) {
            properties.setProperty("v$session.program", "sluice");
        }
        Connection connection = DriverManager.getConnection(settings.get("target.url"), properties);
        if (dialect.binaryOrder().isPresent()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(dialect.binaryOrder().get());
            }
        }
        return connection;
    }

    /** @throws UnverifiableException if the two sides of a table have no key or columns in common */
    ComparedTable table(SourceTable table) throws SQLException {
        TableId id = table.id();
        try (Connection connection = target()) {
            return ComparedTable.of(table, dialect.describe(connection, names.schema(id.database()), names.table(id)), names, policies,
                    settings.get("schema.changes").equals("ignore"));
        }
    }

    Side source(ComparedTable table) {
        return new SourceSide(table, source);
    }

    Side target(ComparedTable table) {
        return new TargetSide(table, dialect, features, policies, this::target);
    }

    /** What deletes rows that only the target has. */
    ExtraRows extraRows(ComparedTable table) {
        String topic = topic(table.id());
        try (TopicTail tail = new TopicTail(settings.kafka())) {
            return new ExtraRows(table, dialect, features, policies, topic, tail.ends(topic).size());
        }
    }

    String topic(TableId table) {
        return settings.get("topics.prefix") + "." + Topics.suffix(table);
    }

    /** Connects to nobody before the first question. */
    Sight sight() {
        KafkaAccess kafka = settings.kafka();
        return new Sight(new Session("source", source::connect), new Session("target", this::target),
                CaptureReach.of(kafka, settings.get("topics.prefix"), settings.flag("capture.enabled")), new TopicTail(kafka));
    }

    /** @param sight is closed with it */
    LanePassage passage(Sight sight, TableId table, int seconds) {
        return new LanePassage(sight, topic(table), Duration.ofSeconds(seconds));
    }
}
