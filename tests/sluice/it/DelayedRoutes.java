package sluice.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import sluice.sandbox.Project;

/**
 * A copy of Sluice's routes in which a route says that it has come to a place, and lingers there: so that a test can freeze the
 * process exactly there. Nothing else is changed, and a place that is not found is an error.
 */
final class DelayedRoutes {
    private static final String LINGER = """
            - log:
                loggingLevel: INFO
                message: "%s"
            - delay:
                asyncDelayed: false
                expression:
                  constant:
                    expression: "%d"
            """;

    private final Path directory;

    DelayedRoutes(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(Project.home().resolve("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
    }

    /** Lingers before the step that these lines of the file begin. */
    DelayedRoutes before(String file, List<String> step, String message, long millis) throws IOException {
        return insert(file, step, message, millis, true);
    }

    /** Lingers behind the step that these lines of the file are. */
    DelayedRoutes behind(String file, List<String> step, String message, long millis) throws IOException {
        return insert(file, step, message, millis, false);
    }

    private DelayedRoutes insert(String file, List<String> step, String message, long millis, boolean before) throws IOException {
        Path path = directory.resolve(file);
        List<String> lines = Files.readAllLines(path);
        List<String> bare = lines.stream().map(String::strip).toList();
        int found = Collections.indexOfSubList(bare, step);
        if (found < 0) {
            throw new IllegalStateException(file + " has no step " + step);
        }
        String indent = " ".repeat(lines.get(found).indexOf('-'));
        List<String> linger = LINGER.formatted(message, millis).lines().map(line -> indent + line).toList();
        List<String> changed = new ArrayList<>(lines);
        changed.addAll(before ? found : found + step.size(), linger);
        Files.write(path, changed);
        return this;
    }

    String option() {
        return "-Droutes.directory=" + directory;
    }
}
