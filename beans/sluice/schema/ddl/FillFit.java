package sluice.schema.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.schema.OracleDdl;
import sluice.schema.TargetFill;

/**
 * Where an existing table puts other values into its columns by itself than the source does. No row that is migrated shows it: they
 * bring all values. After the cut-over the service would find out.
 *
 * <p>What a target has besides, where the source has nothing or nothing that could be translated, is its owner's own choice.
 */
final class FillFit {

    private FillFit() {
    }

    /**
     * One sentence each, with what is to be done; empty when it is the same.
     *
     * @param statement of the table, as it would be created
     * @param there     by column
     */
    static List<String> differences(OracleDdl ddl, SchemaStatement statement, Map<String, TargetFill> there) {
        List<String> differences = new ArrayList<>();
        statement.table().columns().forEach(column -> {
            String wanted = statement.fills().get(column.name());
            if (wanted != null) {
                String difference = difference(ddl, statement, column.name(), wanted, there.getOrDefault(column.name(), new TargetFill(false, null)));
                if (difference != null) {
                    differences.add(difference);
                }
            }
        });
        return differences;
    }

    private static String difference(OracleDdl ddl, SchemaStatement statement, String column, String wanted, TargetFill there) {
        if (!wanted.startsWith(TableWriter.DEFAULT)) {
            return there.identity() || there.value() != null && there.value().toUpperCase(Locale.ROOT).contains("NEXTVAL") ? null
                    : "column %s is no identity, the source's is AUTO_INCREMENT: create the table anew with it, or number the rows by a"
                            .formatted(column) + " sequence from the cut-over on";
        }
        String value = wanted.substring(TableWriter.DEFAULT.length());
        if (there.value() != null && ddl.sameDefault(value, there.value())) {
            return null;
        }
        return "column %s has %s, the source's is %s: %s".formatted(column, there.identity() ? "an identity" : there.value() == null
                ? "no default" : "the default " + there.value().strip(), value, ddl.modifyDefault(statement.table(), column, value));
    }
}
