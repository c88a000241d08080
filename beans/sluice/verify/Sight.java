package sluice.verify;

import java.sql.SQLException;
import sluice.capture.CaptureReach;
import sluice.kafka.TopicTail;

/** What it takes to see how far capture and the lanes are: connections that the questions about many tables share. Not thread-safe. */
record Sight(Session source, Session target, CaptureReach capture, TopicTail tail, Unapplied unapplied) implements AutoCloseable {

    Sight(Session source, Session target, CaptureReach capture, TopicTail tail) {
        this(source, target, capture, tail, new Unapplied(target, tail));
    }

    @Override
    public void close() throws SQLException {
        tail.close();
        source.close();
        target.close();
    }
}
