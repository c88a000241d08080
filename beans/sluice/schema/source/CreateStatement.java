package sluice.schema.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.schema.TableId;

/**
 * What SHOW CREATE TABLE says about foreign keys and CHECK constraints, for users from whom the catalog hides them.
 *
 * <p>The server writes each constraint on a line of its own, which begins with {@code CONSTRAINT}; a text that holds a line feed is
 * escaped, so no other line can begin so.
 */
final class CreateStatement {

    private static final String NAME = "`((?:[^`]|``)*)`";
    private static final Pattern FOREIGN_KEY = Pattern.compile("CONSTRAINT " + NAME + " FOREIGN KEY \\((.*?)\\) REFERENCES (?:"
            + NAME + "\\.)?" + NAME + " \\((.*?)\\)(.*?),?");
    private static final Pattern CHECK = Pattern.compile(
            "CONSTRAINT " + NAME + " CHECK \\((.*)\\)( /\\*!80016 NOT ENFORCED \\*/)?,?");
    private static final Pattern COLUMN = Pattern.compile(NAME);
    private static final Pattern RULE = Pattern.compile("ON (DELETE|UPDATE) (CASCADE|SET NULL|SET DEFAULT|RESTRICT|NO ACTION)");

    private final TableId table;
    private final String sql;

    CreateStatement(TableId table, String sql) {
        this.table = table;
        this.sql = sql;
    }

    List<ForeignKey> foreignKeys() {
        return lines(FOREIGN_KEY).stream().map(this::foreignKey).sorted(Comparator.comparing(ForeignKey::name)).toList();
    }

    List<CheckConstraint> checks() {
        return lines(CHECK).stream().map(line -> new CheckConstraint(name(line.group(1)), line.group(2), line.group(3) == null))
                .sorted(Comparator.comparing(CheckConstraint::name)).toList();
    }

    private List<Matcher> lines(Pattern pattern) {
        return sql.lines().map(line -> pattern.matcher(line.strip())).filter(Matcher::matches).toList();
    }

    private ForeignKey foreignKey(Matcher line) {
        String database = line.group(3) == null ? table.database() : name(line.group(3));
        return new ForeignKey(name(line.group(1)), names(line.group(2)), new TableId(database, name(line.group(4))),
                names(line.group(5)), rule("DELETE", line.group(6)), rule("UPDATE", line.group(6)));
    }

    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        Matcher column = COLUMN.matcher(list);
        while (column.find()) {
            names.add(name(column.group(1)));
        }
        return List.copyOf(names);
    }

    /** The server leaves NO ACTION out. */
    private static String rule(String event, String rules) {
        return RULE.matcher(rules).results().filter(rule -> rule.group(1).equals(event)).map(rule -> rule.group(2)).findFirst()
                .orElse("NO ACTION");
    }

    private static String name(String quoted) {
        return quoted.replace("``", "`");
    }
}
