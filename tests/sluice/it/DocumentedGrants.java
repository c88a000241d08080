package sluice.it;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.sandbox.Login;
import sluice.sandbox.Project;

/** Users of MySQL as the handbook makes them: what it calls the least is enough, or a test says so. */
final class DocumentedGrants {
    private static final Pattern BLOCK = Pattern.compile("(?s)```sql\\n(.*?)```");
    private static final String PASSWORD = "least-3";

    private DocumentedGrants() {
    }

    /**
     * Runs the block of docs/security.md that creates a user.
     *
     * @param user     as it is called there
     * @param database in the place of {@code shop}
     * @param admin    may grant
     * @return the user's password
     */
    static String create(String user, String database, Login admin) throws IOException, SQLException {
        Matcher block = BLOCK.matcher(Files.readString(Project.home().resolve("docs/security.md")));
        while (block.find()) {
            if (block.group(1).contains("CREATE USER '" + user + "'@")) {
                List<String> statements = new ArrayList<>(List.of("DROP USER IF EXISTS '" + user + "_doc'@'%'"));
                for (String sql : block.group(1).strip().split(";\\s*")) {
                    statements.add(sql.replace("'" + user + "'", "'" + user + "_doc'").replace("'...'", "'" + PASSWORD + "'").replace("`shop`", "`" + database + "`"));
                }
                admin.execute(statements.toArray(String[]::new));
                return PASSWORD;
            }
        }
        throw new IllegalStateException("docs/security.md creates no user " + user);
    }
}
