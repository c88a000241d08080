package sluice.sandbox;

import java.nio.file.Path;
import java.sql.Connection;
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

    public H2Target(Path directory) {
        super("h2", directory);
    }

    @Override
    protected ProcessBuilder command() {
        return new ProcessBuilder(Project.java(), "-Xmx1536m", "-XX:+UseSerialGC", "-Duser.timezone=UTC", "-cp", Project.serverClassPath(),
                "org.h2.tools.Server", "-tcp", "-tcpPort", Integer.toString(port), "-ifNotExists",
                "-baseDir", directory().toString());
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
                "jdbc:h2:tcp://127.0.0.1:%d/./target;MODE=Oracle;DATABASE_TO_UPPER=TRUE;DB_CLOSE_DELAY=-1", port);
    }

    public int port() {
        return port;
    }

    public Login login() {
        return new Login(url(), USER, PASSWORD);
    }
}
