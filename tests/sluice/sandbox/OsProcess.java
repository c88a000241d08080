package sluice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real process of the operating system with a directory of its own, which can be stopped, killed, frozen and started again.
 * The rule: its directory and its port stay the same over all starts, so that a restart is what it is in production.
 */
public abstract class OsProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final long STOP_LIMIT_SECONDS = 30;
    private static final int TAIL_BYTES = 64 * 1024;

    private final String name;
    private final Path directory;
    private volatile Process process;

    protected OsProcess(String name, Path directory) {
        this.name = name;
        this.directory = directory.toAbsolutePath();
    }

    /** What has to be there before the first start; called before every start. */
    protected void prepare() throws IOException {
    }

    protected abstract ProcessBuilder command();

    /** Whether clients can use the process; an exception is a no, and the last one is the reason that the start's failure names. */
    protected abstract boolean ready() throws Exception;

    /** Starts the process and returns when it is ready; throws with the log's tail when it does not get there. */
    public final void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " is running already");
        }
        try {
            Files.createDirectories(directory);
            prepare();
            process = launch(command());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started: " + e.getMessage(), e);
        }
        awaitReady();
    }

    private void awaitReady() {
        Exception[] last = new Exception[1];
        try {
            Awaitility.await().atMost(START_LIMIT).pollInterval(Duration.ofMillis(100)).pollDelay(Duration.ZERO)
                    .until(() -> !process.isAlive() || isReady(last));
        } catch (ConditionTimeoutException e) {
            kill();
            throw new IllegalStateException(failure("is not ready after " + START_LIMIT.toSeconds() + " s"), last[0]);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException(failure("ended with exit code " + process.exitValue()), last[0]);
        }
    }

    private boolean isReady(Exception[] last) {
        try {
            return ready();
        } catch (Exception e) {
            last[0] = e;
            return false;
        }
    }

    private String failure(String what) {
        return name + " " + what + "; the end of " + log() + ":\n" + logTail(20);
    }

    private Process launch(ProcessBuilder builder) throws IOException {
        return ChildProcesses.start(builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())));
    }

    /** Runs a preparing command to its end, its output in the log; returns with an exception when it fails. */
    protected final void run(ProcessBuilder builder) throws IOException {
        int exit = launch(builder).onExit().join().exitValue();
        if (exit != 0) {
            throw new IOException(failure("cannot be prepared (exit code " + exit + ")"));
        }
    }

    /** Ends the process as an operator would (SIGTERM), and by force when it has not ended after 30 s. */
    public final void stop() {
        if (!isAlive()) {
            return;
        }
        thaw();
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** {@code kill -9}; returns when the process is gone. */
    public final void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** {@code kill -STOP}: the process keeps its connections and does nothing. */
    public final void freeze() {
        signal("STOP");
    }

    public final void thaw() {
        signal("CONT");
    }

    /** {@code kill -QUIT}: a JVM writes what its threads do into its log. */
    public final void dumpThreads() {
        signal("QUIT");
    }

    private void signal(String signal) {
        act("kill", "-" + signal, Long.toString(pid()));
    }

    /**
     * No file of the process may grow beyond so many bytes: a write that would do so ends there and fails, as on a full disk (EFBIG
     * in place of ENOSPC). Needs no privilege. A process that is started again has no limit.
     */
    protected final void limitFiles(long bytes) {
        act("prlimit", "--pid", Long.toString(pid()), "--fsize=" + bytes + ":");
    }

    protected final void unlimitFiles() {
        act("prlimit", "--pid", Long.toString(pid()), "--fsize=unlimited:");
    }

    private void act(String... command) {
        try {
            if (new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue() != 0) {
                throw new IllegalStateException(name + ": failed: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public final boolean isAlive() {
        return process != null && process.isAlive();
    }

    public final long pid() {
        return process.pid();
    }

    /** The exit code of the last run; the process has to have ended. */
    public final int exitCode() {
        return process.exitValue();
    }

    public final Path directory() {
        return directory;
    }

    public final Path log() {
        return directory.resolve(name + ".log");
    }

    /** The last lines of the log, in order. */
    public final String logTail(int lines) {
        List<String> all = lastLines();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /** The lines in the last 64 KB of the log. */
    protected final List<String> lastLines() {
        if (!Files.exists(log())) {
            return List.of();
        }
        try (var channel = Files.newByteChannel(log())) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            byte[] tail = Channels.newInputStream(channel).readAllBytes();
            return new String(tail, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final void close() {
        stop();
    }
}
