package sluice.control;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.JMException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.apply.Lanes;
import sluice.apply.TableFigures;
import sluice.capture.CaptureMonitor;
import sluice.kafka.Topics;
import sluice.schema.ParkedTable;
import sluice.schema.TableId;
import sluice.schema.VerifyTable;

/** How far each table is: what the lanes of this process know of it, and what stands in the target. */
public final class TablesControl implements TablesMXBean {

    /** Where JMX clients find it. */
    public static final String NAME = "sluice:type=Tables";

    private final Lanes lanes;
    private final CaptureMonitor capture;
    private final JdbcTemplate target;
    private final String prefix;

    /** A table; {@code expected} is 0 where nobody knows. The other fields as {@link TablesMXBean} says. */
    record Table(String table, String lane, long expected, long copied, long applied, double rate, long lagEvents, double lagSeconds, long parked,
                 String verified, String verifiedAt) {
    }

    private record Verified(String word, String at) {

        static final Verified NEVER = new Verified("", "");
    }

    /** @param prefix of the migration's topics */
    public TablesControl(Lanes lanes, CaptureMonitor capture, DataSource target, String prefix) {
        this.lanes = lanes;
        this.capture = capture;
        this.target = new JdbcTemplate(target);
        this.prefix = prefix + ".";
    }

    /** Makes it visible to JMX. */
    public void register() throws JMException {
        JmxRegistration.register(this, NAME);
    }

    public void unregister() throws JMException {
        JmxRegistration.unregister(NAME);
    }

    @Override
    public String getJson() {
        Map<String, TableFigures.Figures> figures = new HashMap<>();
        lanes.tables().forEach(table -> figures.put(name(table.topic()), table));
        Map<String, Long> expected = new HashMap<>();
        capture.expected().forEach((table, rows) -> expected.put(Topics.suffix(table), rows));
        Map<String, Long> parked = new HashMap<>();
        target.query(ParkedTable.COUNT, row -> {
            parked.put(name(row.getString(1)), row.getLong(2));
        });
        Map<String, Verified> verified = verified();
        TreeSet<String> names = new TreeSet<>(figures.keySet());
        names.addAll(expected.keySet());
        names.addAll(verified.keySet());
        List<Table> tables = new ArrayList<>();
        for (String name : names) {
            TableFigures.Figures of = figures.getOrDefault(name, new TableFigures.Figures("", "", 0, 0, 0, 0, 0));
            Verified last = verified.getOrDefault(name, Verified.NEVER);
            tables.add(new Table(name, of.lane(), expected.getOrDefault(name, 0L), of.copied(), of.applied(), of.rate(), of.lagEvents(), of.lagSeconds(),
                    parked.getOrDefault(name, 0L), last.word(), last.at()));
        }
        return Json.of(tables);
    }

    private String name(String topic) {
        return topic.startsWith(prefix) ? topic.substring(prefix.length()) : topic;
    }

    private Map<String, Verified> verified() {
        Map<String, Verified> verified = new TreeMap<>();
        target.query(VerifyTable.STANDINGS, row -> {
            String state = row.getString(3);
            OffsetDateTime equal = row.getObject(6, OffsetDateTime.class);
            OffsetDateTime at = state.equals("done") && equal != null && !"different".equals(row.getString(4)) ? equal : row.getObject(5, OffsetDateTime.class);
            verified.put(Topics.suffix(new TableId(row.getString(1), row.getString(2))),
                    new Verified(state.equals("done") ? row.getString(4) : state, at == null ? "" : at.toInstant().toString()));
        });
        return verified;
    }
}
