package sluice.verify;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import sluice.capture.CaptureReach;
import sluice.control.Settings;
import sluice.cutover.Drain;
import sluice.schema.TableId;
import sluice.schema.source.SourceTable;

/** Looks at the way of the changes of all tables, over connections that they share. Not thread-safe. */
public final class LanesDrain implements Drain, AutoCloseable {

    private static final long LOOK_MILLIS = 100;
    private static final int NAMED = 5;

    private final Sides sides;
    private final Sight sight;

    /** @throws SQLException if the target cannot be asked what it has */
    public LanesDrain(Settings settings) throws SQLException {
        this.sides = new Sides(settings);
        this.sight = sides.sight();
    }

    @Override
    public boolean isKnown() {
        return sight.capture().isKnown();
    }

    @Override
    public CaptureReach.Place now() throws SQLException {
        return sight.source().ask(CaptureReach::now);
    }

    @Override
    public Optional<String> await(List<SourceTable> tables, CaptureReach.Place place, int seconds) throws SQLException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Map<String, TableId> topics = new HashMap<>();
        tables.forEach(table -> topics.put(sides.topic(table.id()), table.id()));
        while (!sight.source().ask(connection -> sight.capture().covers(connection, place))) {
            if (System.nanoTime() > end) {
                return Optional.of("capture has not come to " + place.file() + ":" + place.position() + " within " + seconds + " s; does it run?");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        Map<TopicPartition, Long> ends = sight.tail().ends(topics.keySet());
        Set<String> behind = sight.unapplied().topics(ends);
        while (!behind.isEmpty()) {
            if (System.nanoTime() > end) {
                return Optional.of(behind.stream().map(topics::get).map(TableId::toString).limit(NAMED).collect(Collectors.joining(", "))
                        + (behind.size() > NAMED ? " and " + (behind.size() - NAMED) + " more tables" : "")
                        + ": the lanes have not applied what was captured within " + seconds + " s: see ./sluice status");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            behind = sight.unapplied().topics(ends);
        }
        return Optional.empty();
    }

    @Override
    public void close() throws SQLException {
        sight.close();
    }
}
