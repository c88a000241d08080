package sluice.bench;

import java.io.IOException;

/** What the processes use between two moments. */
final class Meter {
    private final Jmx jmx;
    private final long sluice;
    private final BenchServers servers;
    private final long begin = System.nanoTime();
    private final double sluiceCpu;
    private final double kafkaCpu;
    private final double targetCpu;
    private final long allocated;

    Meter(Jmx jmx, long sluice, BenchServers servers) throws IOException {
        this.jmx = jmx;
        this.sluice = sluice;
        this.servers = servers;
        allocated = jmx.allocated();
        sluiceCpu = ProcessUsage.of(sluice).cpuSeconds();
        kafkaCpu = ProcessUsage.of(servers.kafka().pid()).cpuSeconds();
        targetCpu = ProcessUsage.of(servers.target().pid()).cpuSeconds();
    }

    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** The figure of what was done since the meter was made. */
    Figure read(String what, long rows, double seconds) throws IOException {
        ProcessUsage now = ProcessUsage.of(sluice);
        double cpu = now.cpuSeconds() - sluiceCpu;
        return Figure.of(what, rows, seconds)
                .with("sluice_cpu_us_per_row", cpu * 1e6 / rows)
                .with("sluice_cpu_s", cpu)
                .with("kafka_cpu_s", ProcessUsage.of(servers.kafka().pid()).cpuSeconds() - kafkaCpu)
                .with("target_cpu_s", ProcessUsage.of(servers.target().pid()).cpuSeconds() - targetCpu)
                .with("allocated_bytes_per_row", (jmx.allocated() - allocated) / rows)
                .with("sluice_peak_mb", now.peakBytes() / (1 << 20));
    }
}
