package sluice.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is measured with: the same options for every benchmark. */
final class LoadOptions {
    @Option(names = "--rows", defaultValue = "200000", description = "Rows before the start, in all tables. Default: ${DEFAULT-VALUE}")
    private int rows;

    @Option(names = "--changes", defaultValue = "200000", description = "Changes of the backlog. Default: ${DEFAULT-VALUE}")
    private int changes;

    @Option(names = "--partitions", defaultValue = "4", description = "Partitions of each change topic. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(names = "--consumers", defaultValue = "2", description = "Consumers of the lane, threads of the floors. Default: ${DEFAULT-VALUE}")
    private int consumers;

    @Option(names = "--batch", defaultValue = "2000", description = "Changes a transaction. Default: ${DEFAULT-VALUE}")
    private int batch;

    @Option(names = "--runs", defaultValue = "5", description = "Runs that count. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--warm-up", defaultValue = "2", description = "Runs before them that do not. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--tables", defaultValue = "1", description = "Tables that share the rows and changes. Default: ${DEFAULT-VALUE}")
    private int tables;

    @Option(names = "--extra-columns", defaultValue = "0", description = "Columns beyond the eight. Default: ${DEFAULT-VALUE}")
    private int extraColumns;

    @Option(names = "--note-bytes", defaultValue = "54", description = "Length of a text in each row. Default: ${DEFAULT-VALUE}")
    private int noteBytes;

    @Option(names = "--no-hot-keys", description = "Updates hit all keys alike; else 80 %% of them hit 1 %% of the keys.")
    private boolean evenly;

    @Option(names = "--connect", description = "The topics are Kafka Connect's: Debezium's connector with Connect's default converter "
            + "(a schema in each record) fills them. Not for snapshot and latency.")
    private boolean connect;

    @Option(names = "--no-floors", description = "Sluice alone, without what stands below it: for a profile.")
    private boolean alone;

    @Option(names = "--jvm", split = " ", description = "Options of Sluice's JVM, separated by blanks, such as "
            + "\"-XX:StartFlightRecording=filename=sluice.jfr\". Default: -Xmx512m, as the launcher")
    private List<String> jvm = List.of();

    int rows() {
        return rows;
    }

    int changes() {
        return changes;
    }

    int consumers() {
        return consumers;
    }

    int batch() {
        return batch;
    }

    int runs() {
        return runs;
    }

    int warmUp() {
        return warmUp;
    }

    boolean connect() {
        return connect;
    }

    int partitions() {
        return partitions;
    }

    Shape shape() {
        return new Shape(tables, extraColumns, noteBytes, !evenly);
    }

    List<String> jvm() {
        return jvm;
    }

    /** Whether the floors are wanted, which know the one table of eight columns. */
    boolean hasFloors() {
        return !alone && tables == 1 && extraColumns == 0 && noteBytes <= 255;
    }

    /** Sluice's settings that follow from the options. */
    String settings() {
        return (connect ? "capture.enabled=false\n" : "") + "topics.partitions=" + partitions + "\napply.consumers=" + consumers
                + "\napply.concurrent.transactions=" + consumers + "\ntarget.connections=" + (consumers + 6) + "\napply.batch.rows=" + batch + "\nstatus.seconds=10\n";
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rows", rows);
        map.put("changes", changes);
        map.put("partitions", partitions);
        map.put("consumers", consumers);
        map.put("batch", batch);
        map.put("tables", tables);
        map.put("extraColumns", extraColumns);
        map.put("noteBytes", noteBytes);
        map.put("hotKeys", !evenly);
        map.put("connect", connect);
        return map;
    }
}
