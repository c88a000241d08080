package sluice.assess;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import sluice.kafka.Topics;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.OracleWords;
import sluice.schema.OwnTables;
import sluice.schema.TableId;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** Names: those that Oracle cannot have, those that need quotes for ever, and those that become one. */
final class Identifiers implements Check {

    /** What needs no quotes: a letter, then letters, digits, underscores, $ and #. */
    private static final Pattern PLAIN = Pattern.compile("\\p{L}[\\p{L}\\p{Nd}_$#]*");
    private static final int MOST_COLUMNS = 1_000;
    private static final String TABLE = "table";
    private static final String COLUMN = "column";

    private final List<SourceTable> tables;
    private final Names names;
    private final int bytes;

    /** @param bytes most bytes of a name in the target */
    Identifiers(List<SourceTable> tables, Names names, int bytes) {
        this.tables = tables;
        this.names = names;
        this.bytes = bytes;
    }

    @Override
    public void look(Findings findings) {
        Map<String, String> schemas = new HashMap<>();
        Map<String, String> taken = new HashMap<>();
        Map<String, String> topics = new HashMap<>();
        for (SourceTable table : tables) {
            topic(findings, topics.put(Topics.suffix(table.id()), table.id().toString()), table.id());
            String database = table.id().database();
            if (schemas.put(database, names.schema(database)) == null) {
                name(findings, database, names.schema(database), "schema", Names.entry(database));
            }
            String name = names.table(table.id());
            String entry = Names.entry(database, table.id().table());
            name(findings, table.id().toString(), name, TABLE, entry);
            collision(findings, taken.put(names.schema(database) + "." + name, table.id().toString()), table.id().toString(), name, entry);
            columns(findings, table);
        }
    }

    private void columns(Findings findings, SourceTable table) {
        Map<String, String> taken = new HashMap<>();
        for (SourceColumn column : table.columns()) {
            String object = table.id() + "." + column.name();
            String name = names.column(table.id(), column.name());
            String entry = Names.entry(table.id().database(), table.id().table(), column.name());
            name(findings, object, name, COLUMN, entry);
            collision(findings, taken.put(name, object), object, name, entry);
        }
        if (table.columns().size() > MOST_COLUMNS) {
            findings.error(FindingId.COLUMN_COUNT, table.id().toString(), "it has " + table.columns().size() + " columns, and Oracle"
                    + " takes " + MOST_COLUMNS + " (4,096 in 23ai with MAX_COLUMNS=EXTENDED)",
                    "-- split the table, or leave it out with source.tables");
        }
    }

    private static void topic(Findings findings, String other, TableId table) {
        if (other != null) {
            findings.error(FindingId.NAME_COLLISION, table.toString(), table + " and " + other + " would share a change topic: in its"
                    + " name, where Kafka takes letters, digits, dots, dashes and underscores only, both are "
                    + Topics.suffix(table), "-- rename one at the source, or leave it out with source.tables");
        }
    }

    private static void collision(Findings findings, String other, String object, String name, String entry) {
        if (other != null) {
            findings.error(FindingId.NAME_COLLISION, object, object + " and " + other + " would both be called " + name + " in the"
                    + " target", another("one of them", entry));
        }
    }

    private void name(Findings findings, String object, String name, String what, String entry) {
        String wrong = wrong(name, what);
        if (wrong != null) {
            findings.error(FindingId.IDENTIFIER, object, "the target cannot have a " + what + " " + name + ": " + wrong,
                    another("it", entry));
            return;
        }
        if (OracleWords.isReserved(name)) {
            quotes(findings, object, "in the target it is a reserved word");
        } else if (!PLAIN.matcher(name).matches()) {
            quotes(findings, object, "it has characters that Oracle takes in quotes only");
        } else if (!name.equals(name.toUpperCase(Locale.ROOT))) {
            quotes(findings, object, "in the target it is not in upper case");
        }
    }

    /** Null where the target can have something of that name. */
    private String wrong(String name, String what) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > bytes) {
            return "the name has " + length + " bytes, and Oracle takes " + bytes;
        } else if (!OracleDialect.isIdentifier(name, bytes)) {
            return "no name of Oracle has double quotes";
        } else if (what.equals(COLUMN) && name.equals("ROWID")) {
            return "Oracle has one of its own in every table";
        }
        return what.equals(TABLE) && OwnTables.CREATE.containsKey(name) ? "Sluice has a table of its own of that name" : null;
    }

    private static String[] another(String what, String entry) {
        return new String[] {"-- rename " + what + " at the source, or give " + what + " another name in a mapping file"
                + " (target.names=file:PATH):", entry + " = ANOTHER_NAME"};
    }

    private static void quotes(Findings findings, String object, String why) {
        findings.note(FindingId.IDENTIFIER_QUOTES, object, why + ": every statement has to write it in double quotes",
                "-- keep it so, or give it another name in a mapping file (target.names=file:PATH)");
    }
}
