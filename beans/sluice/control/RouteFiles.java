package sluice.control;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory with the routes.
 *
 * <p>The working directory wins, so that an operator's own routes are taken; otherwise those that lie beside the
 * directory of the jar, so that the program starts from anywhere.
 */
record RouteFiles(Path directory, int count) {

    private static final String FILES = "*.camel.yaml";

    static RouteFiles find(String name) throws IOException {
        List<Path> places = Stream.of(Path.of(name), installation().resolve(name))
                .map(place -> place.toAbsolutePath().normalize()).distinct().toList();
        for (Path place : places) {
            int count = count(place);
            if (count > 0) {
                return new RouteFiles(place, count);
            }
        }
        throw new SettingsException(List.of("no route files (" + FILES + ") in " + places.stream().map(Path::toString)
                .reduce((left, right) -> left + " nor in " + right).orElse(name)
                + "; start in the directory that holds '" + name + "', or set routes.directory"));
    }

    /** For Camel. */
    String pattern() {
        return "file:" + directory + "/" + FILES;
    }

    private static int count(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return 0;
        }
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place, FILES)) {
            for (Path file : files) {
                count += Files.isRegularFile(file) ? 1 : 0;
            }
        }
        return count;
    }

    /** The parent of the directory that the jar (or the classes) lie in. */
    private static Path installation() {
        try {
            Path code = Path.of(RouteFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return code.resolveSibling("..");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the jar's own place is no path", impossible);
        }
    }
}
