package sluice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work of threads of this process, timed; the process does nothing else meanwhile, so its CPU time is theirs. */
final class OwnWork {
    /** Throws what the work throws. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Object>> tasks = new ArrayList<>();
    private final double cpuBefore = cpu();
    private final long begin = System.nanoTime();
    private double cpuSeconds;

    void start(Task task) {
        Callable<Object> call = () -> {
            task.run();
            return null;
        };
        tasks.add(threads.submit(call));
    }

    /** Returns the seconds since this object was made. */
    double await() throws Exception {
        try {
            for (Future<Object> task : tasks) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        cpuSeconds = cpu() - cpuBefore;
        return seconds;
    }

    double cpuSeconds() {
        return cpuSeconds;
    }

    private static double cpu() {
        return ProcessUsage.of(ProcessHandle.current().pid()).cpuSeconds();
    }
}
