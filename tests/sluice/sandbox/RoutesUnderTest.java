package sluice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import sluice.control.Routes;
import sluice.control.Settings;
import sluice.control.monitoring.Monitoring;

/**
 * Sluice's own route files in a Camel inside the test's JVM.
 * The rule: what runs is what is delivered, but for what a test says by {@link #edit}. An edit that finds nothing to replace fails
 * the test: it would prove nothing.
 */
public final class RoutesUnderTest implements AutoCloseable {
    private final String name;
    private final Properties settings = new Properties();
    private final Map<String, String> edits = new LinkedHashMap<>();
    private final Map<String, Object> beans = new HashMap<>();
    private Main main;
    private Path directory;

    public RoutesUnderTest(String name) {
        this.name = name;
    }

    public RoutesUnderTest set(String key, String value) {
        settings.setProperty(key, value);
        return this;
    }

    /** The settings, checked as at a start. */
    public Settings settings() throws IOException {
        Path file = Files.createTempFile("sluice-", ".properties");
        try {
            return Settings.load(file, Map.of(), settings);
        } finally {
            Files.delete(file);
        }
    }

    /** Replaces a text in the route files before they are loaded. {@code pattern} is a regular expression. */
    public RoutesUnderTest edit(String pattern, String replacement) {
        edits.put(pattern, replacement);
        return this;
    }

    /** A bean in the place of one that was taken out of the files. */
    public RoutesUnderTest bind(String bean, Object value) {
        beans.put(bean, value);
        return this;
    }

    public void start() {
        try {
            directory = Files.createTempDirectory("sluice-routes-");
            copy();
            main = main(settings());
            main.start();
        } catch (Exception e) {
            throw new IllegalStateException("The routes do not start: " + e.getMessage(), e);
        }
    }

    private Main main(Settings checked) {
        Main camel = new Main();
        camel.setPropertyPlaceholderLocations("false");
        camel.setOverrideProperties(checked.asProperties());
        camel.bind("settings", checked);
        beans.forEach(camel::bind);
        camel.configure().withName(name + "-" + System.identityHashCode(this)).withJmxEnabled(true).withShutdownTimeout(10)
                .withRoutesIncludePattern("file:" + directory + "/*.camel.yaml").withRoutesReloadEnabled(false);
        Routes.leaveConsumersAlone(camel);
        new Monitoring(checked).configure(camel);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                Routes.readSettingsAlone(support);
            }
        });
        return camel;
    }

    private void copy() throws IOException {
        Map<String, String> left = new LinkedHashMap<>(edits);
        try (Stream<Path> files = Files.list(Project.home().resolve("routes"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                for (Map.Entry<String, String> edit : edits.entrySet()) {
                    String edited = text.replaceAll(edit.getKey(), edit.getValue());
                    if (!edited.equals(text)) {
                        left.remove(edit.getKey());
                    }
                    text = edited;
                }
                Files.writeString(directory.resolve(file.getFileName()), text);
            }
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("not in the route files: " + left.keySet());
        }
    }

    public CamelContext camel() {
        return main.getCamelContext();
    }

    public boolean isRunning() {
        return main != null;
    }

    /** As a process that is told to end. */
    @Override
    public void close() {
        if (main == null) {
            return;
        }
        main.stop();
        main.shutdown();
        main = null;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
