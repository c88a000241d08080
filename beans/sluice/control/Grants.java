package sluice.control;

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
 * <p>A refusal has to be certain: privileges that come by a role are not listed there, so with a role every
 * privilege counts as granted, and the server has the last word.
 */
final class Grants {

    private static final Pattern GRANT = Pattern.compile(
            "GRANT (.+?) ON (?:TABLE )?(`(?:[^`]|``)*`|\\*)\\.(`(?:[^`]|``)*`|\\*) TO .*");
    private static final Pattern ROLE = Pattern.compile("GRANT (?!.* ON ).+ TO .*");

    /** Privileges in upper case on databases that match a LIKE pattern; of a grant on one table as well. */
    private record Grant(Set<String> privileges, String database) {
    }

    private final List<Grant> grants = new ArrayList<>();
    private boolean roles;

    Grants(List<String> lines) {
        lines.forEach(this::accept);
    }

    private void accept(String line) {
        Matcher grant = GRANT.matcher(line);
        if (grant.matches()) {
            Set<String> privileges = new HashSet<>(Arrays.asList(
                    grant.group(1).toUpperCase(Locale.ROOT).replaceAll("\\s*\\([^)]*\\)", "").split("\\s*,\\s*")));
            grants.add(new Grant(privileges, unquoted(grant.group(2))));
        } else if (ROLE.matcher(line).matches()) {
            roles = true;
        }
    }

    /** True if one of the privileges holds for all databases. */
    boolean onServer(String... privileges) {
        return roles || grants.stream().anyMatch(grant -> grant.database().equals("*") && has(grant, privileges));
    }

    /** True if the privilege holds for the database, or for some of its tables. */
    boolean onDatabase(String privilege, String database) {
        return onServer(privilege) || grants.stream()
                .anyMatch(grant -> has(grant, privilege) && like(grant.database(), database));
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
