package sluice.chaos;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import sluice.sandbox.Login;

/**
 * What a round may leave behind although each row is equal: work that nobody will finish, locks that nobody will release. All is
 * asked over plain JDBC and Kafka's own client, when the writes rest.
 */
final class Orphans {
    private static final String BARRIERS = "SELECT BARRIER_ID || ': ' || STATE FROM SLUICE_BARRIER WHERE STATE <> 'done'";
    private static final String ARRIVALS = "SELECT A.BARRIER_ID || ': partition ' || A.PARTITION_NO FROM SLUICE_ARRIVAL A"
            + " LEFT JOIN SLUICE_BARRIER B ON B.BARRIER_ID = A.BARRIER_ID WHERE B.BARRIER_ID IS NULL";
    private static final String ABSENT = "SELECT B.BARRIER_ID || ': ' || COUNT(A.PARTITION_NO) || ' of ' || B.PARTITIONS"
            + " FROM SLUICE_BARRIER B LEFT JOIN SLUICE_ARRIVAL A ON A.BARRIER_ID = B.BARRIER_ID GROUP BY B.BARRIER_ID, B.PARTITIONS"
            + " HAVING COUNT(A.PARTITION_NO) <> B.PARTITIONS";
    private static final String PARKED = "SELECT KEY_TEXT || ': ' || STATE FROM SLUICE_PARKED"
            + " WHERE STATE NOT IN ('replayed', 'superseded')";
    private static final String TRANSACTIONS = "SELECT 'session ' || SESSION_ID || ': ' || COALESCE(EXECUTING_STATEMENT, 'idle')"
            + " FROM INFORMATION_SCHEMA.SESSIONS WHERE CONTAINS_UNCOMMITTED AND SESSION_ID <> SESSION_ID()";
    private static final String LOCKS = "SELECT TABLE_NAME || ' by session ' || SESSION_ID FROM INFORMATION_SCHEMA.LOCKS"
            + " WHERE SESSION_ID <> SESSION_ID()";
    private static final String READERS = "SELECT id FROM performance_schema.processlist WHERE user = 'sluice'"
            + " AND command LIKE 'Binlog Dump%'";

    private final Login source;
    private final Login target;
    private final ChangeTopics topics;
    private final int members;

    /** @param members of the lanes' group, as many as the processes have consumers */
    Orphans(Login source, Login target, ChangeTopics topics, int members) {
        this.source = source;
        this.target = target;
        this.topics = topics;
        this.members = members;
    }

    /** All that is left, each with what it is; empty if nothing is. A dead session or member may take a moment to be missed. */
    List<String> found() throws SQLException {
        List<String> found = new ArrayList<>();
        add(found, "barrier that is not done", target.texts(BARRIERS));
        add(found, "arrival without its barrier", target.texts(ARRIVALS));
        add(found, "barrier without its arrivals", target.texts(ABSENT));
        add(found, "parked row that nobody waits for", target.texts(PARKED));
        add(found, "open transaction of the target", target.texts(TRANSACTIONS));
        add(found, "lock of the target", target.texts(LOCKS));
        add(found, "transaction of Kafka that nobody ends", openTransactions());
        add(found, "watermark outside of its log, or none", strayWatermarks());
        List<String> readers = source.texts(READERS);
        if (readers.size() != 1) {
            found.add("readers of the binlog: " + readers);
        }
        int there = ChangeTopics.ask(() -> topics.admin().describeConsumerGroups(List.of(topics.group())).all()
                .get(20, TimeUnit.SECONDS)).get(topics.group()).members().size();
        if (there != members) {
            found.add("members of the group: " + there);
        }
        return found;
    }

    private static void add(List<String> found, String what, List<String> each) {
        each.forEach(one -> found.add(what + ": " + one));
    }

    private List<String> openTransactions() {
        ListTransactionsOptions open = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING,
                TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        return ChangeTopics.ask(() -> topics.admin().listTransactions(open).all().get(20, TimeUnit.SECONDS)).stream()
                .map(Object::toString).toList();
    }

    private List<String> strayWatermarks() throws SQLException {
        Map<TopicPartition, Long> watermarks = new HashMap<>();
        for (String text : target.texts("SELECT TOPIC || ' ' || PARTITION_NO || ' ' || NEXT_OFFSET FROM SLUICE_WATERMARK")) {
            String[] parts = text.split(" ");
            watermarks.put(new TopicPartition(parts[0], Integer.parseInt(parts[1])), Long.valueOf(parts[2]));
        }
        List<String> stray = new ArrayList<>();
        topics.ends().forEach((partition, end) -> {
            Long watermark = watermarks.get(partition);
            if (watermark == null || watermark > end) {
                stray.add(partition + ": " + watermark + " of " + end);
            }
        });
        return stray;
    }
}
