package sluice.verify;

import java.time.LocalDate;
import sluice.schema.ValuePolicies.ZeroDates;

/**
 * What a zero date of one column may be in the target (docs/types.md).
 *
 * <p>In a column that allows NULL the snapshot gives NULL, and the binlog, of a TIMESTAMP, what the setting says: both are right.
 *
 * @param nullable whether the source's column allows NULL
 */
record ZeroDatesHere(ZeroDates policy, boolean nullable) {

    /** @param target microseconds since the epoch; null for NULL */
    boolean allows(Object target) {
        if (target == null) {
            return nullable || policy.isNull();
        }
        LocalDate date = policy.date();
        return date != null && target.equals(MomentText.micros(date));
    }
}
