package sluice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sluice itself, as users run it: the packaged jar in a JVM of its own, its output in a file.
 * {@code start()} returns as soon as the process is there; what it does by then is for the caller to wait for.
 */
public final class SluiceProcess extends OsProcess {
    private final Path config;
    private final List<String> jvmOptions;

    /**
     * @param directory  the working directory, where the output goes too
     * @param config     the settings file
     * @param jvmOptions such as {@code -Dstatus.seconds=1}
     */
    public SluiceProcess(Path directory, Path config, String... jvmOptions) {
        super("sluice", directory);
        this.config = config.toAbsolutePath();
        this.jvmOptions = List.of(jvmOptions);
    }

    @Override
    protected ProcessBuilder command() {
        Path jar = Project.home().resolve("target/sluice.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("No " + jar + ": run mvn package first");
        }
        ProcessBuilder builder = new ProcessBuilder(Project.java(), "-Xmx512m");
        builder.command().addAll(ClassArchive.options());
        builder.command().addAll(jvmOptions);
        builder.command().addAll(List.of("-jar", jar.toString(), "run", "--config", config.toString()));
        return builder.directory(directory().toFile());
    }

    @Override
    protected boolean ready() {
        return true;
    }

    public boolean outputContains(String text) {
        return output().contains(text);
    }

    /** All that the process has printed, over all its starts. */
    public String output() {
        try {
            return Files.exists(log()) ? Files.readString(log(), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last status line that was printed; an empty one as long as there is none. */
    public StatusLine status() {
        return StatusLine.last(lastLines());
    }

    /** Its text; empty as long as there is none. */
    public Optional<String> statusLine() {
        StatusLine status = status();
        return status.isEmpty() ? Optional.empty() : Optional.of(status.text());
    }

    /** How many status lines have been printed so far: a later one is news. */
    public long statusLines() {
        return output().lines().filter(line -> line.contains(StatusLine.BEGIN)).count();
    }

    /** The settings of a migration between the sandbox's servers, with a status line each second. */
    public static String settings(MySqlServer mysql, KafkaBroker kafka, Login target, String prefix, String... databases) {
        return """
                source.hostname=%s
                source.port=%d
                source.user=%s
                source.password=%s
                source.databases=%s
                kafka.brokers=%s
                topics.prefix=%s
                topics.replication.factor=1
                target.url=%s
                target.user=%s
                target.password=%s
                status.seconds=1
                assess.accept=xa-transactions
                """.formatted(mysql.host(), mysql.port(), mysql.sluice().user(), mysql.sluice().password(),
                String.join(",", databases), kafka.brokers(), prefix, target.url(), target.user(), target.password());
    }
}
