package sluice.assess;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import sluice.kafka.Topics;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.OracleWords;
import sluice.schema.TableId;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** Names: those that Oracle cannot have, those that need quotes for ever, and those that become one. */
final class Identifiers implements Check {

    /** What needs no quotes: a letter, then letters, digits, underscores, $ and #. */
    private static final Pattern PLAIN = Pattern.compile("\\p{L}[\\p{L}\\p{Nd}_$#]*");
    private static final int MOST_COLUMNS = 1_000;

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
                name(findings, database, names.schema(database), "schema");
            }
            String name = names.table(table.id());
            name(findings, table.id().toString(), name, "table");
            collision(findings, taken.put(names.schema(database) + "." + name, table.id().toString()), table.id().toString(), name);
            columns(findings, table);
        }
    }

    private void columns(Findings findings, SourceTable table) {
        Map<String, String> taken = new HashMap<>();
        for (SourceColumn column : table.columns()) {
            String object = table.id() + "." + column.name();
            String name = names.column(table.id(), column.name());
            name(findings, object, name, "column");
            collision(findings, taken.put(name, object), object, name);
        }
        if (table.columns().size() > MOST_COLUMNS) {
            findings.error(FindingId.COLUMN_COUNT, table.id().toString(), "it has " + table.columns().size() + " columns, and Oracle"
                    + " takes " + MOST_COLUMNS + " (4,096 in 23ai with MAX_COLUMNS=EXTENDED)",
                    "-- split the table, or leave it out with source.tables");
        }
    }

    private static void topic(Findings findings, String other, TableId table) {
        if (other != null) {
            findings.error(FindingId.NAME_COLLISION, table.toString(), table + " and " + other + " would share a change topic, since Kafka"
                    + " has no other characters", "-- rename one at the source, or leave it out with source.tables");
        }
    }

    private static void collision(Findings findings, String other, String object, String name) {
        if (other != null) {
            findings.error(FindingId.NAME_COLLISION, object, object + " and " + other + " would both be called " + name + " in the"
                    + " target", "-- give one another name in a mapping file (target.names=file:PATH), or rename it at the source");
        }
    }

    private void name(Findings findings, String object, String name, String what) {
        if (!OracleDialect.isIdentifier(name, bytes)) {
            findings.error(FindingId.IDENTIFIER, object, "Oracle cannot have a " + what + " called " + name + " (1 to " + bytes + " bytes, no"
                    + " double quotes)", "-- give it another name in a mapping file (target.names=file:PATH), or rename it at the source");
            return;
        }
        if (OracleWords.isReserved(name)) {
            quotes(findings, object, name + " is a reserved word of Oracle");
        } else if (!PLAIN.matcher(name).matches()) {
            quotes(findings, object, name + " has characters that Oracle takes in quotes only");
        } else if (!name.equals(name.toUpperCase(Locale.ROOT))) {
            quotes(findings, object, name + " is not in upper case");
        }
    }

    private static void quotes(Findings findings, String object, String why) {
        findings.warning(FindingId.IDENTIFIER_QUOTES, object, why + ": every statement has to write it in double quotes",
                "-- keep it so, or give it another name in a mapping file (target.names=file:PATH)");
    }
}
