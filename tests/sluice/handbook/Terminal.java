package sluice.handbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import sluice.sandbox.Project;

/**
 * A directory in which commands are typed as a page shows them. Its {@code ./sluice} is the packaged jar, without the launcher, which
 * would build it; and as other tests of this machine run Sluices too, it names the one that is meant.
 */
final class Terminal {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Of one that is drawn in place: what was below is cleared. */
    private static final String END_OF_SCREEN = "\u001b\\[J";

    private final Path directory;

    Terminal(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        Files.writeString(directory.resolve("sluice"), """
                #!/usr/bin/env bash
                case $1 in status|lanes|route|throttle) set -- "$@" --pid "$(cat pid)" ;; esac
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar '%s' "$@"
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"), Project.home().resolve("target/sluice.jar")));
        directory.resolve("sluice").toFile().setExecutable(true);
    }

    /** The Sluice that later commands are about. */
    void meant(long pid) throws IOException {
        Files.writeString(directory.resolve("pid"), Long.toString(pid));
    }

    /**
     * Runs the line to its end, one that watches until it has shown two screens.
     *
     * @return what stands on the screen then; an exit code that is not 0 is told in the last line
     */
    String type(String line) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder("bash", "-c", line).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        try {
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!process.waitFor(100, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
                String[] screens = Files.readString(output).split(END_OF_SCREEN, -1);
                if (screens.length > 2) {
                    return screens[1].replaceAll("\u001b\\[[KH]", "");
                }
            }
            String printed = Files.readString(output);
            if (process.isAlive()) {
                throw new AssertionError(line + " does not end; it printed\n" + printed);
            }
            return printed + (process.exitValue() == 0 ? "" : "exit code " + process.exitValue() + "\n");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
