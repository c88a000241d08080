package sluice.sandbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Starts servers side by side: each takes seconds, and none needs another one. */
public final class Servers {

    private Servers() {
    }

    /** Returns when all are ready; throws the first failure, with the others stopped. */
    public static void start(OsProcess... servers) {
        if (servers.length == 0) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(servers.length);
        try {
            List<CompletableFuture<Void>> starts = Stream.of(servers)
                    .map(server -> CompletableFuture.runAsync(server::start, threads)).toList();
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            Stream.of(servers).forEach(OsProcess::close);
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdown();
        }
    }
}
