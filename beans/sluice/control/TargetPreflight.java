package sluice.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * Looks whether the target lets us in.
 *
 * <p>The error codes of Oracle and H2 overlap (28000 is a locked account there, a wrong password here), so each is
 * read by the kind of the URL.
 */
final class TargetPreflight {

    private static final String TIMEOUT_MS = "10000";

    private final Settings settings;
    private final Setting url;
    private final boolean oracle;
    private final String user;

    TargetPreflight(Settings settings) {
        this.settings = settings;
        this.url = new Setting("target.url", settings.get("target.url"), "");
        this.oracle = url.value().startsWith("jdbc:oracle:");
        this.user = settings.optional("target.user").map(name -> "'" + name + "'").orElse("that the wallet has for this connect string");
    }

    void check() {
        try (Connection connection = DriverManager.getConnection(url.value(), properties())) {
            if (!connection.isValid(10)) {
                throw new PreflightException("the target " + url.shown() + " lets us in but does not answer", null);
            }
        } catch (SQLException failure) {
            throw new PreflightException(refusal(failure), failure);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", settings.get("target.user"));
        properties.setProperty("password", settings.get("target.password"));
        if (oracle) {
            properties.setProperty("oracle.net.CONNECT_TIMEOUT", TIMEOUT_MS);
        }
        return properties;
    }

    private String refusal(SQLException failure) {
        Optional<String> known = oracle ? oracleRefusal(failure.getErrorCode()) : h2Refusal(failure.getErrorCode());
        return known.map(text -> "the target " + url.shown() + " " + text)
                .or(() -> NetworkFault.in(failure).map(this::unreachable))
                .orElseGet(() -> "the target " + url.shown() + " answers: " + RootCause.of(failure));
    }

    private String unreachable(String fault) {
        return "cannot reach the target " + url.shown() + ": " + fault + "; start it, or correct target.url";
    }

    private Optional<String> oracleRefusal(int code) {
        return Optional.ofNullable(switch (code) {
            case 1017 -> "refuses the user " + user + " or its password (ORA-01017); correct "
                    + "target.user and target.password, or the wallet";
            case 1005 -> "is given no password (ORA-01005); set target.user and target.password, or put both into the wallet under the connect string of "
                    + "target.url: mkstore -createCredential";
            case 1045 -> "does not let the user " + user + " log in (ORA-01045); GRANT CREATE SESSION "
                    + "to that user";
            case 28000 -> "has locked the account " + user + " (ORA-28000); unlock it there: "
                    + "ALTER USER ... ACCOUNT UNLOCK";
            case 28001 -> "says that the password has expired (ORA-28001); give the user a new one there";
            case 12514, 12505 -> "has a listener that knows no such service (ORA-" + code + "); correct the service "
                    + "name at the end of target.url (lsnrctl services lists them), or wait until the database is open";
            case 12541 -> "has no listener on that port (ORA-12541); start it, or correct target.url";
            case 12545, 17868 -> "has an unknown host name (ORA-" + code + "); correct target.url";
            case 17167 -> "cannot be reached with a wallet (ORA-17167): oraclepki.jar is not in target/lib; build it anew";
            case 17957, 17168 -> "is behind a wallet that cannot be opened (ORA-" + code + "); see that TNS_ADMIN in target.url has a cwallet.sso that this "
                    + "user may read, made with auto-login";
            case 12170 -> "does not answer within 10 seconds (ORA-12170); start it, or look for a firewall";
            default -> null;
        });
    }

    private Optional<String> h2Refusal(int code) {
        return Optional.ofNullable(switch (code) {
            case 28000 -> "refuses the user '" + settings.get("target.user") + "' or its password (H2 28000); correct "
                    + "target.user and target.password";
            case 90149, 90146 -> "does not exist (H2 " + code + "); create the database first, or correct target.url";
            case 90020 -> "is a file that another process has open (H2 90020); use jdbc:h2:tcp:, or stop that process";
            default -> null;
        });
    }
}
