package sluice.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The child processes of this JVM. The rule: none outlives it, however it ends.
 * A shutdown hook kills them when the JVM ends by itself or by Ctrl-C; the kernel does when it is killed by {@code kill -9}
 * (parent-death signal, where {@code setpriv} exists). That signal is sent when the *thread* ends that started the child, so one
 * thread that lives as long as the JVM starts them all.
 */
public final class ChildProcesses {
    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "child-starter");
        thread.setDaemon(true);
        return thread;
    });
    private static final List<String> DIE_WITH_PARENT = onPath("setpriv") ? List.of("setpriv", "--pdeathsig", "KILL") : List.of();
    private static boolean closed; // guarded by the class
    private static volatile boolean shuttingDown;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ChildProcesses::shutDown, "kill-children"));
    }

    private ChildProcesses() {
    }

    static Process start(ProcessBuilder builder) throws IOException {
        List<String> command = new ArrayList<>(DIE_WITH_PARENT);
        command.addAll(builder.command());
        builder.command(command);
        try {
            return STARTER.submit(() -> launch(builder)).get();
        } catch (ExecutionException e) {
            throw new IOException("Cannot start " + command.get(DIE_WITH_PARENT.size()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while starting a process", e);
        }
    }

    private static synchronized Process launch(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IOException("The JVM is shutting down");
        }
        Process process = builder.start();
        LIVE.add(process);
        process.onExit().thenAccept(LIVE::remove);
        return process;
    }

    /** Kills every child and lets no new one start. */
    public static synchronized void killAll() {
        closed = true;
        LIVE.forEach(Process::destroyForcibly);
        LIVE.forEach(process -> process.onExit().join());
    }

    private static void shutDown() {
        shuttingDown = true;
        killAll();
    }

    /** Whether the JVM is ending, and children die for no other reason. */
    public static boolean isShuttingDown() {
        return shuttingDown;
    }

    private static boolean onPath(String command) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }
}
