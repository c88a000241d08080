package sluice.verify;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import sluice.capture.CaptureReach;
import sluice.control.Settings;
import sluice.cutover.Drain;
import sluice.kafka.TopicTail;
import sluice.kafka.Topics;
import sluice.schema.source.SourceTable;

/** Looks at the way of the changes of all tables, over connections that they share. Not thread-safe. */
public final class LanesDrain implements Drain, AutoCloseable {

    private final String prefix;
    private final boolean captured;
    private final Session source;
    private final Session target;
    private final CaptureReach capture;
    private final TopicTail tail;

    /** @throws SQLException if the target cannot be asked what it has */
    public LanesDrain(Settings settings) throws SQLException {
        Sides sides = new Sides(settings);
        this.prefix = settings.get("topics.prefix");
        this.captured = settings.flag("capture.enabled");
        this.source = new Session("source", sides::source);
        this.target = new Session("target", sides::target);
        this.capture = new CaptureReach(settings.get("kafka.brokers"), prefix + Topics.OFFSETS);
        this.tail = new TopicTail(settings.get("kafka.brokers"));
    }

    @Override
    public boolean isKnown() {
        return captured;
    }

    @Override
    public CaptureReach.Place now() throws SQLException {
        return source.ask(CaptureReach::now);
    }

    @Override
    public Optional<String> await(List<SourceTable> tables, CaptureReach.Place place, int seconds) throws SQLException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (SourceTable table : tables) {
            Duration left = Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), end - System.nanoTime()));
            String why = new LanePassage(source, target, capture, captured, tail, prefix + "." + Topics.suffix(table.id()), left).await(place);
            if (why != null) {
                return Optional.of(table.id() + ": " + why);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws SQLException {
        tail.close();
        source.close();
        target.close();
    }
}
