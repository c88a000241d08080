package sluice.handbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.Project;
import sluice.sandbox.SharedServers;
import sluice.sandbox.SluiceProcess;

/**
 * docs/migration.md is true: each of its blocks is done here from top to bottom, on real servers and while a service writes, and each
 * command prints what the page says, whatever the numbers are.
 */
@Tag("handbook")
class MigrationPageIT {
    private static final Path PAGE = Project.home().resolve("docs/migration.md");
    private static final Path DIRECTORY = Project.home().resolve("target/it/MigrationPageIT");
    /** What only looks is asked again until it says what the page shows: rows are on their way. */
    private static final Pattern LOOKS = Pattern.compile("./sluice (status|lanes|parked (list|show)|verify|cutover --(dry-run|history)).*");
    private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("limit", 20));

    @BeforeAll
    static void startServers() {
        SharedServers.startAll();
    }

    private final MySqlServer mysql = SharedServers.mysql();
    private final Login target = SharedServers.database("migrationpage");
    private final List<String> differences = new ArrayList<>();
    private SluiceProcess sluice;
    private Terminal terminal;

    @Test
    @Timeout(240)
    void eachCommandPrintsWhatThePageSays() throws Exception {
        Project.remove(DIRECTORY);
        terminal = new Terminal(DIRECTORY);
        sluice = new SluiceProcess(DIRECTORY, DIRECTORY.resolve("application.properties"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        copyRoutes();
        target.execute("CREATE USER SHOP PASSWORD 'target-1' ADMIN");
        mysql.app().execute("XA START 'page'", "DO 1", "XA END 'page'", "XA PREPARE 'page'", "XA COMMIT 'page'");
        forget();
        try (Service service = new Service(mysql.app())) {
            for (PageBlock block : PageBlock.of(PAGE)) {
                carryOut(block, service);
            }
        } finally {
            sluice.kill();
            forget();
        }
        assertEquals("", String.join("\n", differences));
    }

    private static void copyRoutes() throws IOException {
        Files.createDirectory(DIRECTORY.resolve("routes"));
        try (Stream<Path> routes = Files.list(Project.home().resolve("routes"))) {
            for (Path route : routes.toList()) {
                Files.copy(route, DIRECTORY.resolve("routes").resolve(route.getFileName()));
            }
        }
    }

    private void forget() throws SQLException {
        mysql.app().execute("SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF", "DROP DATABASE IF EXISTS shop",
                "DROP USER IF EXISTS 'shop_mover'@'%', 'shop_freezer'@'%'");
    }

    private void carryOut(PageBlock block, Service service) throws Exception {
        switch (block.language()) {
            case "sql" -> (block.heading().startsWith("-- at MySQL") ? mysql.app() : target).execute(block.statements().toArray(String[]::new));
            case "properties" -> settings(block.text());
            case "yaml" -> Files.writeString(DIRECTORY.resolve(block.heading().substring(2)), block.text());
            case "console" -> {
                for (PageCommand command : block.commands()) {
                    if (command.line().equals("./sluice run")) {
                        service.start();
                        run(command);
                    } else {
                        type(command);
                    }
                }
            }
            default -> { }
        }
    }

    /** With the addresses of this machine's servers in place of those of the page's. */
    private void settings(String text) throws IOException {
        String settings = text;
        for (Map.Entry<String, String> address : Map.of("source.port", Integer.toString(mysql.port()), "kafka.brokers", SharedServers.kafka().brokers(),
                "target.url", target.url()).entrySet()) {
            settings = settings.replaceAll("(?m)^" + Pattern.quote(address.getKey()) + "=.*$", address.getKey() + "=" + address.getValue());
        }
        Files.writeString(DIRECTORY.resolve("application.properties"), settings, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void run(PageCommand command) throws Exception {
        sluice.start();
        terminal.meant(sluice.pid());
        look(command, () -> sluice.output());
    }

    private void type(PageCommand command) throws Exception {
        if (LOOKS.matcher(command.line()).matches()) {
            look(command, () -> terminal.type(command.line()));
        } else {
            compare(command, terminal.type(command.line()));
        }
    }

    private void look(PageCommand command, Callable<String> output) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        String printed = output.call();
        while (!OutputShape.isOf(command.output(), printed) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
            printed = output.call();
        }
        compare(command, printed);
    }

    /** All that the page shows otherwise is told at the end, in one go. */
    private void compare(PageCommand command, String printed) throws Exception {
        Files.writeString(DIRECTORY.resolve("printed"), "$ " + command.line() + "\n" + printed, StandardCharsets.UTF_8,
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!OutputShape.isOf(command.output(), printed)) {
            differences.add("$ " + command.line() + "\n" + printed);
        }
    }
}
