package sluice.sandbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;

/**
 * The target's stand-in: an H2 server in Oracle mode, its database in a file.
 * It writes a commit out at once: by default H2 keeps commits for half a second, and a killed target that forgets what it has
 * confirmed is not what Oracle does.
 *
 * <p>It has room for the databases of a hundred tests, which stay open: one that runs out of memory closes the database in use, with a
 * commit that others have seen already.
 */
public final class H2Target extends OsProcess {
    private static final String USER = "sa";
    private static final String PASSWORD = "sluice-h2";

    private final int port = Project.freePort();
    private final String database;
    private final List<String> jvmOptions;

    public H2Target(Path directory) {
        this(directory, "./target", "-Xmx1536m", "-XX:+UseSerialGC");
    }

    /** @param database as in H2's URLs: {@code ./name} in a file of the directory, {@code mem:name} in memory */
    public H2Target(Path directory, String database, String... jvmOptions) {
        super("h2", directory);
        this.database = database;
        this.jvmOptions = List.of(jvmOptions);
    }

    @Override
    protected ProcessBuilder command() {
        ProcessBuilder builder = new ProcessBuilder(Project.java());
        builder.command().addAll(jvmOptions);
        builder.command().addAll(List.of("-Duser.timezone=UTC", "-cp", Project.serverClassPath(), "org.h2.tools.Server", "-tcp", "-tcpPort",
                Integer.toString(port), "-ifNotExists", "-baseDir", directory().toString()));
        return builder;
    }

    @Override
    protected boolean ready() throws Exception {
        if (!Project.listens(port)) {
            return false;
        }
        try (Connection connection = login().connect()) {
            connection.createStatement().execute("SET WRITE_DELAY 0");
            return true;
        }
    }

    public String url() {
        return String.format(Locale.ROOT,
                "jdbc:h2:tcp://127.0.0.1:%d/%s;MODE=Oracle;DATABASE_TO_UPPER=TRUE;DB_CLOSE_DELAY=-1", port, database);
    }

    public int port() {
        return port;
    }

    public Login login() {
        return new Login(url(), USER, PASSWORD);
    }
}
