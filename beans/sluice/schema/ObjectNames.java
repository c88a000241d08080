package sluice.schema;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * The names of what belongs to a table: keys, indexes, constraints, triggers.
 *
 * <p>MySQL's index names are unique within a table, Oracle's within a schema, so each name begins with its table's. It is cut where it
 * is too long, with a hash of the whole, and made different where another has it. The same schema gives the same names, if all of its
 * tables are named in the same order, whichever of them are wanted.
 */
public final class ObjectNames {

    private static final int HASH = 9;

    private final int bytes;
    private final Set<String> taken = new HashSet<>();

    /** @param bytes most bytes of a name */
    public ObjectNames(int bytes) {
        this.bytes = bytes;
    }

    /** The name of a table's primary key. */
    public static String key(TargetTable table, int bytes) {
        return new ObjectNames(bytes).fitting(table.name() + "_PK");
    }

    /**
     * A name that nobody else has.
     *
     * @param kind what has names of its own: indexes, constraints
     * @param own  the thing's own name, spelt for the target; with or without its table's in front
     */
    public String of(String kind, TargetTable table, String own) {
        String plain = own.replace('"', '_').replace('\0', '_');
        String wanted = plain.startsWith(table.name()) ? plain : table.name() + "_" + plain;
        String name = fitting(wanted);
        for (int i = 2; !taken.add(kind + "\n" + table.schema() + "\n" + name); i++) {
            name = fitting(cut(wanted, bytes - HASH) + "_" + hash(table.name() + "\n" + plain + "\n" + i));
        }
        return name;
    }

    private String fitting(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= bytes ? name : cut(name, bytes - HASH) + "_" + hash(name);
    }

    private static String cut(String name, int length) {
        String result = name;
        while (result.getBytes(StandardCharsets.UTF_8).length > length) {
            result = result.substring(0, result.offsetByCodePoints(result.length(), -1));
        }
        return result;
    }

    private static String hash(String name) {
        return HexFormat.of().withUpperCase().toHexDigits(name.hashCode());
    }
}
