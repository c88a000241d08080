package sluice.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/**
 * The MySQL server that is moved from.
 *
 * <p>Every connection's session is in UTC, whatever zone the server runs in: a server zone that the driver does not
 * know (KST, CEST) is never asked for, and a TIMESTAMP reads as the instant that it is. The caller closes what it
 * gets; there is no pool, since the source is asked rarely and shall not hold idle sessions for us.
 */
public final class SourceDatabase {

    private static final String TIMEOUT_MS = "10000";

    private final String url;
    private final Properties properties = new Properties();

    public SourceDatabase(Settings settings) {
        url = "jdbc:mysql://" + bracketed(settings.get("source.hostname")) + ":" + settings.get("source.port") + "/";
        properties.setProperty("user", settings.get("source.user"));
        properties.setProperty("password", settings.get("source.password"));
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("forceConnectionTimeZoneToSession", "true");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("sslMode", settings.get("source.ssl.mode").toUpperCase(Locale.ROOT));
        properties.setProperty("connectTimeout", TIMEOUT_MS);
    }

    /** A new connection without a default database; waits for at most 10 seconds. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    /** JDBC's URL, without user and password. */
    public String url() {
        return url;
    }

    /** What belongs to the URL: the user, the password, and how the connection is made. */
    public Properties properties() {
        return (Properties) properties.clone();
    }

    /** Host and port. */
    public String address() {
        return url.substring("jdbc:mysql://".length(), url.length() - 1);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url + " as " + properties.getProperty("user");
    }

    /** An IPv6 address needs them before a port. */
    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
