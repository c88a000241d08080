package sluice.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.apply.Fault;
import sluice.capture.CaptureStopException;
import sluice.capture.CapturedTables;
import sluice.capture.Resumption;
import sluice.kafka.Topics;
import sluice.schema.OwnTables;

/**
 * Whether what remembers how far a migration is belongs together: the source and its recorded offset, the topics, the
 * watermarks in the target. Looked at before every start, and nothing is changed.
 *
 * <p>The loss that it prevents: with the offsets of one migration and the watermarks of another, both say that all is done
 * up to here, and what lies between is missing for good.
 */
final class Belonging {

    private static final Logger LOG = LoggerFactory.getLogger(Belonging.class);
    private static final int TOPICS_SHOWN = 5;

    private final Settings settings;
    private final String prefix;

    Belonging(Settings settings) {
        this.settings = settings;
        this.prefix = settings.get("topics.prefix");
    }

    /** @throws PreflightException with a line for all that does not belong together */
    void check() {
        List<PreflightException> problems = new ArrayList<>();
        try (Topics topics = new Topics(settings.kafka(), prefix, settings.integer("topics.partitions"),
                settings.integer("topics.replication.factor"))) {
            Map<String, String> watermarks = watermarks();
            checkOthers(watermarks, problems);
            checkTopics(watermarks, topics.ids(), problems);
            if (settings.flag("capture.enabled")) {
                checkCapture(topics, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new PreflightException(problems);
        }
    }

    private void checkCapture(Topics topics, List<PreflightException> problems) {
        try {
            new Resumption(settings.kafka(), topics, new CapturedTables(settings), new SourceDatabase(settings)).check();
        } catch (CaptureStopException e) {
            problems.add(new PreflightException(e.getMessage(), e));
        } catch (SQLException e) {
            problems.add(new PreflightException("the source cannot be asked for its binlog: " + RootCause.of(e), e));
        }
    }

    /** Barriers are looked up by table, and would be carried out by the wrong migration. */
    private void checkOthers(Map<String, String> watermarks, List<PreflightException> problems) {
        TreeSet<String> others = new TreeSet<>();
        watermarks.keySet().stream().filter(topic -> !topic.startsWith(prefix + ".")).forEach(others::add);
        if (!others.isEmpty()) {
            problems.add(new PreflightException("the target's SLUICE_WATERMARK is of another migration: it has the topics " + shown(others)
                    + ", and topics.prefix is " + prefix + ". Correct topics.prefix, or give this migration a user of its own in the"
                    + " target; if the other one is over, drop Sluice's tables (SLUICE_...) there", null));
        }
    }

    private void checkTopics(Map<String, String> watermarks, Map<String, String> ids, List<PreflightException> problems) {
        watermarks.forEach((topic, id) -> {
            if (topic.startsWith(prefix + ".") && !id.equals(ids.get(topic))) {
                problems.add(new PreflightException("the topic " + topic + ", of which the target has watermarks, "
                        + (ids.containsKey(topic) ? "was made anew (its id is " + ids.get(topic) + ", the watermark's " + id + ")" : "is gone")
                        + ": it was deleted, or kafka.brokers leads to another cluster. Changes would be missing. Correct kafka.brokers,"
                        + " or begin anew: drop Sluice's tables (SLUICE_...) in the target and take another topics.prefix; if the table is not"
                        + " migrated any more, delete its rows from SLUICE_WATERMARK", null));
            }
        });
    }

    private static String shown(TreeSet<String> topics) {
        String first = String.join(", ", topics.stream().limit(TOPICS_SHOWN).toList());
        return topics.size() > TOPICS_SHOWN ? first + " and " + (topics.size() - TOPICS_SHOWN) + " more" : first;
    }

    /** The topics with the ids that they had at their first watermark; none before the first start. */
    private Map<String, String> watermarks() {
        Map<String, String> topics = new LinkedHashMap<>();
        try (Connection target = DriverManager.getConnection(settings.get("target.url"), settings.get("target.user"),
                settings.get("target.password"));
                Statement statement = target.createStatement(); ResultSet rows = statement.executeQuery(OwnTables.WATERMARK_TOPICS)) {
            while (rows.next()) {
                topics.put(rows.getString(1), rows.getString(2));
            }
        } catch (SQLException e) {
            if (Fault.of(e) != Fault.SCHEMA) {
                throw new PreflightException("the target cannot be asked for its watermarks: " + RootCause.of(e), e);
            }
            LOG.debug("the target has no watermarks yet", e);
        }
        return topics;
    }
}
