package sluice.verify;

import sluice.schema.TargetColumn;
import sluice.schema.ValuePolicies;
import sluice.schema.source.SourceColumn;

/**
 * One column of both sides.
 *
 * @param expected what the target has to hold for a value of the source
 * @param zero     what a zero date may be there
 */
record ComparedColumn(SourceColumn source, TargetColumn target, Kind kind, Cell sourceCell, Cell targetCell, Expected expected, ZeroDatesHere zero) {

    static ComparedColumn of(SourceColumn source, TargetColumn target, ValuePolicies policies) {
        Kind kind = Kind.of(source);
        return new ComparedColumn(source, target, kind, SourceCells.of(source), TargetCells.of(kind, target), Expected.of(kind, target, policies),
                new ZeroDatesHere(policies.zeroDate(), source.nullable()));
    }

    String name() {
        return source.name();
    }

    /** Whether the target holds what it has to. {@code wanted} is what {@link #expected} gave. */
    boolean same(Object wanted, Object found) {
        return wanted instanceof ZeroMoment ? zero.allows(found) : Values.same(wanted, found);
    }
}
