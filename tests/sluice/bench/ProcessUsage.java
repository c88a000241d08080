package sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used so far, as the kernel counts it (proc(5)): seconds of CPU, user and system, in steps of 10 ms; and the most
 * memory that it ever had resident.
 *
 * @param cpuSeconds since the process started
 * @param peakBytes  VmHWM
 */
record ProcessUsage(double cpuSeconds, long peakBytes) {
    private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux that Java runs on
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    /** Throws if the process is gone: its figures would be wrong, not zero. */
    static ProcessUsage of(long pid) {
        Path directory = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(directory.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // the name before it may hold blanks
            double cpu = (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_A_SECOND;
            return new ProcessUsage(cpu, peak(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " cannot be measured: " + e.getMessage(), e);
        }
    }

    private static long peak(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("status")).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(0);
    }
}
