package sluice.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import sluice.kafka.Topics;
import sluice.schema.OwnTables;
import sluice.schema.TableId;

/**
 * Which tables are being migrated already: those whose topic has a watermark in the target.
 *
 * <p>Such a table is not compared with the source's catalog at a start. The catalog may be some ALTER statements ahead of the
 * rows that the lanes have to apply first, and those statements are in the topic as barriers: a start that wanted the
 * target as the catalog is now would be refused for as long as the backlog lasts.
 */
public final class UnderWay {

    private final Connection target;
    private final String prefix;

    /** @param target where Sluice's own tables are; {@code prefix} is topics.prefix */
    public UnderWay(Connection target, String prefix) {
        this.target = target;
        this.prefix = prefix;
    }

    public boolean contains(TableId table) throws SQLException {
        try (PreparedStatement query = target.prepareStatement(OwnTables.READ_WATERMARK.replace(" AND PARTITION_NO = ?", ""))) {
            query.setString(1, prefix + "." + Topics.suffix(table));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
