package sluice.assess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code SHOW GRANTS} tells about the privileges of a MySQL user.
 *
 * <p>The lines must be those of {@code SHOW GRANTS ... USING} the roles that are active: what a role grants is not listed
 * otherwise, and a privilege would be missed that is there. A partial revoke takes a database out of a grant for all.
 */
public final class Grants {

    private static final Pattern GRANT = Pattern.compile(
            "(GRANT|REVOKE) (.+?) ON (?:TABLE )?(`(?:[^`]|``)*`|\\*)\\.(`(?:[^`]|``)*`|\\*) (?:TO|FROM) .*");

    /** Privileges in upper case on databases that match a LIKE pattern; of a grant on one table as well. */
    private record Grant(Set<String> privileges, String database) {
    }

    private final List<Grant> grants = new ArrayList<>();
    private final List<Grant> revokes = new ArrayList<>();

    public Grants(List<String> lines) {
        lines.forEach(this::accept);
    }

    private void accept(String line) {
        Matcher grant = GRANT.matcher(line);
        if (grant.matches()) {
            Set<String> privileges = new HashSet<>(Arrays.asList(
                    grant.group(2).toUpperCase(Locale.ROOT).replaceAll("\\s*\\([^)]*\\)", "").split("\\s*,\\s*")));
            List<Grant> list = grant.group(1).equals("GRANT") ? grants : revokes;
            list.add(new Grant(privileges, unquoted(grant.group(3))));
        }
    }

    /** True if one of the privileges holds for all databases. */
    public boolean onServer(String... privileges) {
        return grants.stream().anyMatch(grant -> grant.database().equals("*") && has(grant, privileges));
    }

    /** True if the privilege holds for the database, or for some of its tables. */
    public boolean onDatabase(String privilege, String database) {
        boolean revoked = revokes.stream().anyMatch(grant -> has(grant, privilege) && like(grant.database(), database));
        return onServer(privilege) && !revoked || grants.stream().anyMatch(
                grant -> !grant.database().equals("*") && has(grant, privilege) && like(grant.database(), database));
    }

    private static boolean has(Grant grant, String... privileges) {
        return grant.privileges().contains("ALL PRIVILEGES")
                || Arrays.stream(privileges).anyMatch(grant.privileges()::contains);
    }

    private static String unquoted(String name) {
        return name.equals("*") ? name : name.substring(1, name.length() - 1).replace("``", "`");
    }

    /** As MySQL reads the database of a grant: % and _ are wild cards unless a backslash stands before them. */
    private static boolean like(String pattern, String database) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return database.matches(regex.toString());
    }
}
