package sluice.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A real MySQL server with a row binlog and GTIDs: 8.0 by default, 9.7 with {@code -Dmysql=9.7} or {@code MYSQL=9.7}.
 * Its zone is Korea's on purpose: `system_time_zone` is KST, which no driver can look up, and no value may shift by nine hours.
 * The user that Sluice gets has the grants that Debezium needs and no more.
 */
public final class MySqlServer extends OsProcess {
    private static final List<String> USERS = List.of(
            "CREATE USER 'sluice'@'%' IDENTIFIED BY 'sluice-pw';",
            "GRANT SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT, LOCK TABLES ON *.* TO 'sluice'@'%';",
            "CREATE USER 'app'@'%' IDENTIFIED BY 'app-pw';",
            "GRANT ALL ON *.* TO 'app'@'%' WITH GRANT OPTION;");
    /** As text and in UTC: the driver shall not bend a value by its own idea of a zone, a type or a character set. */
    private static final String OPTIONS = "?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
            + "&characterSetResults=utf8&rewriteBatchedStatements=true&tinyInt1isBit=false&yearIsDateType=false"
            + "&connectTimeout=5000&allowPublicKeyRetrieval=true";

    private final int port;
    private final String version;
    private final List<String> options;

    public MySqlServer(Path directory) {
        this(directory, wantedVersion());
    }

    /** @param version 8.0 or 9.7 */
    public MySqlServer(Path directory, String version) {
        this(directory, version, Project.freePort());
    }

    /**
     * A server at an address that another one may have had before: with the other one's options it is what a failover leads to.
     *
     * @param options of mysqld, behind those of the recipe, such as {@code --server-id=81}
     */
    public MySqlServer(Path directory, String version, int port, String... options) {
        super("mysql", directory);
        if (!version.equals("8.0") && !version.equals("9.7")) {
            throw new IllegalArgumentException("There is a recipe for MySQL 8.0 and 9.7, not for " + version);
        }
        this.version = version;
        this.port = port;
        this.options = List.of(options);
    }

    public static String wantedVersion() {
        return System.getProperty("mysql", System.getenv().getOrDefault("MYSQL", "8.0"));
    }

    @Override
    protected void prepare() throws IOException {
        run(recipe("install", binaries().toString()));
        Path users = Files.write(directory().resolve("users.sql"), USERS);
        run(recipe("init", binaries().toString(), directory().toString(), users.toString()));
    }

    @Override
    protected ProcessBuilder command() {
        ProcessBuilder builder = recipe("run", binaries().toString(), directory().toString(), Integer.toString(port));
        builder.command().addAll(options);
        builder.environment().put("TZ", Files.exists(Path.of("/usr/share/zoneinfo/Asia/Seoul")) ? "Asia/Seoul" : "KST-9");
        return builder;
    }

    @Override
    protected boolean ready() throws Exception {
        try (Connection connection = app().connect()) {
            return connection.isValid(5);
        }
    }

    private ProcessBuilder recipe(String... arguments) {
        String script = version.equals("8.0") ? "mysql80.sh" : "mysql97.sh";
        ProcessBuilder builder = new ProcessBuilder("bash", Project.home().resolve("tests/sandbox").resolve(script).toString());
        builder.command().addAll(List.of(arguments));
        return builder;
    }

    private Path binaries() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root = cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return root.resolve("sluice").resolve("mysql-" + version);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    public String version() {
        return version;
    }

    /** The user that writes: all privileges. */
    public Login app() {
        return login("app", "app-pw");
    }

    /** The user that Sluice is given: what Debezium needs and no more. */
    public Login sluice() {
        return login("sluice", "sluice-pw");
    }

    /** Empties the binlog: what was written before cannot be captured any more. */
    public void forgetBinlog() throws SQLException {
        app().execute(version.equals("8.0") ? "RESET MASTER" : "RESET BINARY LOGS AND GTIDS");
    }

    /** The binlog's file that is written now. */
    public String lastBinlog() throws SQLException {
        return app().value(version.equals("8.0") ? "SHOW MASTER STATUS" : "SHOW BINARY LOG STATUS");
    }

    /** Whether Sluice's user reads the binlog; before that, a capture is still at its snapshot. */
    public boolean isFollowed() {
        try {
            return app().number("SELECT COUNT(*) FROM performance_schema.processlist WHERE user = 'sluice' "
                    + "AND command LIKE 'Binlog Dump%'") > 0;
        } catch (SQLException e) {
            throw new IllegalStateException("MySQL cannot be asked who reads its binlog: " + e.getMessage(), e);
        }
    }

    private Login login(String user, String password) {
        return new Login("jdbc:mysql://127.0.0.1:" + port + "/" + OPTIONS, user, password);
    }
}
