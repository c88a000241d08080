package sluice.verify;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import sluice.schema.Names;
import sluice.schema.TableId;
import sluice.schema.TargetColumn;
import sluice.schema.TargetTable;
import sluice.schema.ValuePolicies;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** Tables of both sides, for tests. */
final class VerifiedTables {

    private VerifiedTables() {
    }

    /** {@code shop.t} with the key {@code id INT} and {@code v VARCHAR(40)}. */
    static ComparedTable numbered() {
        return of(List.of(column("id", "int", "int"), column("v", "varchar", "varchar(40)")), List.of("NUMBER(10)", "VARCHAR2(40 CHAR)"));
    }

    /** {@code shop.t}, its first column the key. */
    static ComparedTable of(List<SourceColumn> columns, List<String> types) {
        TableId id = new TableId("shop", "t");
        List<TargetColumn> targets = IntStream.range(0, columns.size())
                .mapToObj(i -> new TargetColumn(columns.get(i).name().toUpperCase(Locale.ROOT), types.get(i), i > 0)).toList();
        return ComparedTable.of(new SourceTable(id, columns, List.of(columns.get(0).name()), 0),
                new TargetTable("SHOP", "T", targets, List.of(targets.get(0).name())), Names.upper(), ValuePolicies.DEFAULT, false);
    }

    static SourceColumn column(String name, String dataType, String columnType) {
        return new SourceColumn(name, dataType, columnType, null, null, null, true);
    }
}
