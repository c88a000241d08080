package sluice.capture;

import io.debezium.engine.ChangeEvent;
import org.apache.kafka.connect.source.SourceRecord;

/** A record as Debezium's engine hands it over. */
public record EngineEvent(SourceRecord value) implements ChangeEvent<SourceRecord, SourceRecord> {

    @Override
    public SourceRecord key() {
        return value;
    }

    @Override
    public String destination() {
        return value.topic();
    }

    @Override
    public Integer partition() {
        return null;
    }
}
