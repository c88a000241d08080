package sluice.schema.ddl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.schema.OracleDdl;

/**
 * An expression of MySQL, as its catalog writes it, in Oracle's words.
 *
 * <p>Only what means the same on both sides is translated; the rest is refused with the reason, for a check that lets in what
 * MySQL's kept out, or the other way round, would be found out by its rows. The catalog sets every comparison in parentheses; so the
 * operands of one are what stands in the same pair.
 */
final class Expression {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:`((?:[^`]|``)+)`|(?:_[a-z0-9]+)?'((?:[^'\\\\]|\\\\.|'')*)'"
            + "|(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)|([A-Za-z_]\\w*)(\\s*\\()?|(<=>|<>|<=|>=|[=<>+*(),-]))", Pattern.DOTALL);
    private static final Set<String> WORDS = Set.of("and", "or", "not", "in", "between", "is", "null", "like", "case", "when", "then",
            "else", "end");
    private static final Set<String> COMPARING = Set.of("in", "between", "like", "=", "<>", "<", ">", "<=", ">=");
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(Map.entry("lower", "LOWER"), Map.entry("lcase", "LOWER"),
            Map.entry("upper", "UPPER"), Map.entry("ucase", "UPPER"), Map.entry("trim", "TRIM"), Map.entry("substr", "SUBSTR"),
            Map.entry("char_length", "LENGTH"), Map.entry("length", "LENGTHB"), Map.entry("abs", "ABS"), Map.entry("sign", "SIGN"),
            Map.entry("floor", "FLOOR"), Map.entry("ceiling", "CEIL"), Map.entry("round", "ROUND"), Map.entry("mod", "MOD"),
            Map.entry("coalesce", "COALESCE"), Map.entry("ifnull", "COALESCE"), Map.entry("greatest", "GREATEST"),
            Map.entry("least", "LEAST"));
    /** Functions whose value is a number, whatever they are given. */
    private static final Set<String> MEASURING = Set.of("char_length", "length");

    private final ExpressionColumns columns;
    private final boolean exact;
    private final StringBuilder sql = new StringBuilder();
    private final Deque<Group> groups = new ArrayDeque<>();

    private Expression(ExpressionColumns columns, boolean exact) {
        this.columns = columns;
        this.exact = exact;
    }

    /** Why an expression has no counterpart, as the end of a sentence. */
    static final class Refused extends Exception {
        Refused(String reason) {
            super(reason);
        }
    }

    /** What stands in one pair of parentheses. */
    private static final class Group {
        private final boolean belongsToOuter;
        private boolean compares;
        private boolean literal;
        private final List<ExpressionColumns.Column> columns = new ArrayList<>();

        private Group(boolean belongsToOuter) {
            this.belongsToOuter = belongsToOuter;
        }
    }

    /**
     * @param mysql may name columns that {@code columns} knows, and no others
     * @param exact whether it decides which rows are let in: then comparisons have to mean the same
     * @throws Refused with the reason
     */
    static String translate(String mysql, ExpressionColumns columns, boolean exact) throws Refused {
        Expression expression = new Expression(columns, exact);
        expression.groups.push(new Group(false));
        Matcher token = TOKEN.matcher(mysql);
        int position = 0;
        while (position < mysql.stripTrailing().length()) {
            if (!token.find() || token.start() != position) {
                throw new Refused("it has something at '" + start(mysql.substring(position)) + "' that is not translated");
            }
            expression.add(token);
            position = token.end();
        }
        expression.close();
        return expression.sql.toString().strip();
    }

    private void add(Matcher token) throws Refused {
        if (token.group(1) != null) {
            column(token.group(1).replace("``", "`"));
        } else if (token.group(2) != null) {
            literal(token.group(2));
        } else if (token.group(3) != null) {
            append(token.group(3));
        } else if (token.group(4) != null) {
            word(token.group(4).toLowerCase(Locale.ROOT), token.group(5) != null);
        } else {
            symbol(token.group(6));
        }
    }

    private void column(String name) throws Refused {
        ExpressionColumns.Column column = columns.of(name);
        groups.peek().columns.add(column);
        append(column.sql());
    }

    private void literal(String escaped) throws Refused {
        String value = escaped.replace("''", "'").replaceAll("(?s)\\\\(.)", "$1");
        if (value.isEmpty()) {
            throw new Refused("it uses '', which is NULL in Oracle");
        }
        if (escaped.contains("\\") && !value.equals(escaped.replace("\\'", "'").replace("''", "'"))) {
            throw new Refused("it has a text with escaped characters");
        }
        groups.peek().literal = true;
        append(OracleDdl.text(value));
    }

    private void word(String word, boolean call) throws Refused {
        if (WORDS.contains(word)) {
            groups.peek().compares |= COMPARING.contains(word);
            append(word.toUpperCase(Locale.ROOT));
            if (call) {
                open(word.equals("in"));
            }
        } else if (call && FUNCTIONS.containsKey(word)) {
            append(FUNCTIONS.get(word));
            sql.append('(');
            groups.push(new Group(!MEASURING.contains(word)));
        } else {
            throw new Refused("it uses " + word + (call ? "()" : "") + ", which is not translated");
        }
    }

    private void symbol(String symbol) throws Refused {
        switch (symbol) {
            case "(" -> open(false);
            case ")" -> {
                close();
                sql.append(')');
            }
            case "," -> sql.append(',');
            case "<=>" -> throw new Refused("it uses <=>, which Oracle does not have");
            default -> {
                groups.peek().compares |= COMPARING.contains(symbol);
                append(symbol);
            }
        }
    }

    private void open(boolean belongsToOuter) {
        append("(");
        groups.push(new Group(belongsToOuter));
    }

    private void close() throws Refused {
        Group group = groups.pop();
        if (group.belongsToOuter && !groups.isEmpty()) {
            groups.peek().columns.addAll(group.columns);
            groups.peek().literal |= group.literal;
        }
        if (exact && group.compares) {
            compare(group);
        }
    }

    private static void compare(Group group) throws Refused {
        for (ExpressionColumns.Column column : group.columns) {
            if (group.literal && !column.isText()) {
                throw new Refused("it compares " + column.name() + ", which is no text, with a text");
            }
            if (column.isText() && !column.comparesBytes()) {
                throw new Refused("it compares " + column.name() + " by the rules of " + column.collation()
                        + ", where Oracle compares character by character");
            }
        }
    }

    private void append(String text) {
        int length = sql.length();
        if (length > 0 && sql.charAt(length - 1) != '(') {
            sql.append(' ');
        }
        sql.append(text);
    }

    private static String start(String text) {
        return text.substring(0, Math.min(20, text.length())).strip();
    }
}
