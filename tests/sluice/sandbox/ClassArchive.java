package sluice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sluice's classes, read and verified once for all JVMs of the tests that run it: such a JVM lives for seconds, and spends a third of its start on them (class data sharing of the JDK).
 *
 * <p>The first process of Sluice writes down which classes it loads. When it has had its time, a JVM makes the archive of them, and those that start from then on use it; without one, or
 * with one of another jar, they start as ever.
 */
public final class ClassArchive {

    private static final Path JAR = Project.home().resolve("target/sluice.jar");
    private static final Path LIST = Project.home().resolve("target/classes.list");
    private static final Path ARCHIVE = Project.home().resolve("target/classes.jsa");
    private static final long LOADED_NANOS = TimeUnit.SECONDS.toNanos(25);
    private static long listedSince; // guarded by the class; 0: nothing that is still to be made into an archive

    private ClassArchive() {
    }

    /** For a JVM that runs {@code sluice run}: its first one lists the classes. */
    static synchronized List<String> options() {
        try {
            forgetEarlierBuild();
            if (claimed()) {
                listedSince = System.nanoTime() | 1;
                return List.of("-XX:DumpLoadedClassList=" + LIST);
            }
            if (listedSince != 0 && System.nanoTime() - listedSince > LOADED_NANOS) {
                listedSince = 0;
                make();
            }
            return use();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For any other JVM of Sluice's. */
    public static List<String> use() {
        return Files.exists(ARCHIVE) ? List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:class+path=off") : List.of();
    }

    private static void forgetEarlierBuild() throws IOException {
        if (Files.exists(LIST) && Files.getLastModifiedTime(LIST).compareTo(Files.getLastModifiedTime(JAR)) < 0) {
            Files.deleteIfExists(ARCHIVE);
            Files.deleteIfExists(LIST);
        }
    }

    /** Whether this JVM is the first that asks, of all that test this build. */
    private static boolean claimed() throws IOException {
        try {
            Files.createFile(LIST);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void make() throws IOException {
        Path unfinished = ARCHIVE.resolveSibling("classes.jsa.unfinished");
        new ProcessBuilder(Project.java(), "-Xshare:dump", "-XX:+UseSerialGC", "-XX:SharedClassListFile=" + LIST, "-XX:SharedArchiveFile=" + unfinished, "-cp", JAR.toString())
                .redirectErrorStream(true).redirectOutput(Project.home().resolve("target/classes.log").toFile()).start().onExit().thenAccept(ended -> {
                    if (ended.exitValue() == 0) {
                        move(unfinished);
                    }
                });
    }

    private static void move(Path made) {
        try {
            Files.move(made, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
