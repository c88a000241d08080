package sluice.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import sluice.sandbox.Login;

/** All that can be seen of a target or of Kafka's groups and topics, to be compared with a later look: equal if nothing was done to them. */
final class Image {

    private Image() {
    }

    /** Each row of each table of the database, Sluice's own tables among them. */
    static Map<String, List<String>> ofTarget(Login target) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : target.texts("SELECT '\"' || TABLE_SCHEMA || '\".\"' || TABLE_NAME || '\"' FROM INFORMATION_SCHEMA.TABLES"
                + " WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'")) {
            tables.put(table, rows(target, table));
        }
        return tables;
    }

    private static List<String> rows(Login target, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = target.connect(); Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.append(result.getString(column)).append('|');
                }
                rows.add(row.toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }

    /** The topics, and each group with its committed offsets. */
    static Map<String, Object> ofKafka(String brokers) throws Exception {
        Map<String, Object> all = new HashMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            all.put("topics", admin.listTopics().names().get(20, TimeUnit.SECONDS));
            for (GroupListing group : admin.listGroups().all().get(20, TimeUnit.SECONDS)) {
                Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata()
                        .get(20, TimeUnit.SECONDS);
                all.put("group " + group.groupId(), offsets);
            }
        }
        return all;
    }
}
