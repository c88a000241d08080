package sluice.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.capture.CapturedTables;
import sluice.capture.RecordedKeys;
import sluice.kafka.TopicLog;
import sluice.kafka.Topics;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.OwnTables;
import sluice.schema.SchemaProblems;
import sluice.schema.ddl.TableCreation;
import sluice.schema.source.SourceTable;
import sluice.schema.TargetTable;
import sluice.schema.TypeMapping;

/**
 * What has to be there before the routes start: Sluice's own tables, the target's tables, the topics. It can be done
 * again at every start, by several processes at once.
 *
 * <p>Tables that hold rows which Sluice did not copy were refused by the assessment, or are accepted: a snapshot keeps those rows.
 */
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final Settings settings;
    private final OracleDialect dialect;

    Preparation(Settings settings) {
        this.settings = settings;
        this.dialect = OracleDialect.of(settings.get("target.url"));
    }

    void run() {
        try (Connection target = DriverManager.getConnection(settings.get("target.url"), settings.get("target.user"),
                settings.get("target.password"))) {
            CapturedTables captured = new CapturedTables(settings);
            if (settings.flag("capture.enabled")) {
                refuseChangedKeys(captured);
            }
            createOwnTables(target);
            prepareTables(target, captured.read());
        } catch (SQLException e) {
            throw new PreflightException("the target or the source cannot be prepared: " + e.getMessage(), e);
        }
    }

    /** Before anything is written: what is under way has to go on as it began. */
    private void refuseChangedKeys(CapturedTables captured) {
        try (Topics topics = topics()) {
            if (topics.exists(topics.tables())) {
                SchemaProblems.throwIfAny(RecordedKeys.read(new TopicLog(settings.kafka(), topics.tables())).changedBy(captured));
            }
        }
    }

    private Topics topics() {
        return new Topics(settings.kafka(), settings.get("topics.prefix"), settings.integer("topics.partitions"),
                settings.integer("topics.replication.factor"), settings.integer("capture.row.max.bytes"));
    }

    private void createOwnTables(Connection target) throws SQLException {
        try (Statement statement = target.createStatement()) {
            for (Map.Entry<String, String> table : new TreeMap<>(OwnTables.CREATE).entrySet()) {
                if (!exists(statement, table.getKey())) {
                    create(statement, table.getKey(), table.getValue());
                }
            }
            for (Map.Entry<String, String> column : OwnTables.ADD.entrySet()) {
                if (!answers(statement, column.getKey())) {
                    statement.execute(column.getValue());
                    LOG.info("Done in the target, for this version: {}", column.getValue());
                }
            }
        }
    }

    private static void create(Statement statement, String table, String ddl) throws SQLException {
        try {
            statement.execute(ddl);
            LOG.info("Created {} in the target", table);
        } catch (SQLException e) {
            if (!exists(statement, table)) {
                throw e;
            }
            LOG.debug("another process has just created {}", table, e);
        }
    }

    private static boolean exists(Statement statement, String table) {
        return answers(statement, "SELECT 1 FROM " + table + " WHERE 1 = 0");
    }

    private static boolean answers(Statement statement, String query) {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        } catch (SQLException e) {
            LOG.debug("not there yet: {}", query, e);
            return false;
        }
    }

    private void prepareTables(Connection target, List<SourceTable> tables) throws SQLException {
        refuseSharedTopics(tables);
        TypeMapping types = settings.types(dialect.features(target));
        Names names = Names.of(settings.get("target.names"), settings.get("target.schema"));
        SchemaProblems.throwIfAny(names.unknown(tables));
        List<SourceTable> fresh = new ArrayList<>();
        UnderWay underWay = new UnderWay(target, settings.get("topics.prefix"));
        for (SourceTable table : tables) {
            if (!underWay.contains(table.id())) {
                fresh.add(table);
            }
        }
        List<TargetTable> targets = new TableCreation(dialect, types, names).prepare(target, fresh);
        LOG.info("{} tables of {} are ready in the target, {} are under way", targets.size(), settings.get("source.databases"),
                tables.size() - fresh.size());
        if (settings.flag("capture.enabled")) {
            prepareTopics(tables);
        }
    }

    /** Kafka's names have fewer characters than MySQL's: two tables in one topic would be taken for each other. */
    private void refuseSharedTopics(List<SourceTable> tables) {
        Map<String, SourceTable> taken = new HashMap<>();
        for (SourceTable table : tables) {
            String topic = settings.get("topics.prefix") + "." + Topics.suffix(table.id());
            SourceTable other = taken.putIfAbsent(topic, table);
            if (other != null) {
                throw new PreflightException(other.id() + " and " + table.id() + " would share the change topic " + topic
                        + ", since Kafka has no other characters: rename one, or leave it out with source.tables", null);
            }
        }
    }

    private void prepareTopics(List<SourceTable> tables) {
        try (Topics topics = topics()) {
            topics.createOwn();
            if (!settings.get("parking.topic").isEmpty()) {
                topics.createKept(settings.get("parking.topic"));
            }
            topics.createChanges(tables.stream().map(table -> topics.changes(table.id())).toList());
        }
    }
}
