package sluice.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM's garbage collector has written about the heap. What is left after a collection is what the process holds; what was there
 * before it is mostly garbage.
 */
record HeapLog(Path file) {
    private static final Pattern COLLECTION = Pattern.compile("GC\\(\\d+\\) (Pause .*?) (\\d+)M->(\\d+)M\\((\\d+)M\\) ([\\d.]+)ms");

    /** The option that has a JVM write it. */
    String option() {
        return "-Xlog:gc:file=" + file;
    }

    /** The most that was left after a collection, in megabytes. */
    long mostHeld() throws IOException {
        return Files.readAllLines(file).stream().map(COLLECTION::matcher).filter(Matcher::find).mapToLong(pause -> Long.parseLong(pause.group(3)))
                .max().orElse(0);
    }

    /** For people: what was held at most, how many collections of the whole heap there were, how long all of them took. */
    String summary() throws IOException {
        long full = 0;
        long most = 0;
        double millis = 0;
        for (String line : Files.readAllLines(file)) {
            Matcher pause = COLLECTION.matcher(line);
            if (pause.find()) {
                full += pause.group(1).startsWith("Pause Full") ? 1 : 0;
                most = Math.max(most, Long.parseLong(pause.group(4)));
                millis += Double.parseDouble(pause.group(5));
            }
        }
        return String.format(Locale.ROOT, "held at most %d MB of a heap of %d MB, %d full collections, %.1f s of pauses", mostHeld(), most, full,
                millis / 1000);
    }
}
