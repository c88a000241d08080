package sluice.assess;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import sluice.schema.TargetFeatures;

/** Which database the target is, and how it stores texts. */
final class TargetRelease implements Check {

    /**
     * @param product {@code Oracle}
     * @param text    its version as it writes it
     */
    record Release(String product, int major, int minor, String text) {

        static Release of(DatabaseMetaData server) throws SQLException {
            return new Release(server.getDatabaseProductName(), server.getDatabaseMajorVersion(), server.getDatabaseMinorVersion(),
                    server.getDatabaseProductVersion().lines().findFirst().orElse(""));
        }

        /** {@code H2 2.4.240}; Oracle's text begins with its name. */
        @Override
        public String toString() {
            return text.startsWith(product) ? text : product + " " + text;
        }
    }

    private final Release release;
    private final TargetFeatures features;

    TargetRelease(Release release, TargetFeatures features) {
        this.release = release;
        this.features = features;
    }

    @Override
    public void look(Findings findings) {
        if (release.product().equals("Oracle")) {
            if (release.major() < 12 || release.major() == 12 && release.minor() < 2) {
                findings.error(FindingId.TARGET_VERSION, "target", release + ": before 12.2 names have 30 bytes at most, and much of"
                        + " what Sluice sends is not known", "-- use Oracle 19c or newer");
            } else if (release.major() < 19) {
                findings.warning(FindingId.TARGET_VERSION, "target", release + " is older than 19c, the oldest that Sluice is meant for",
                        "-- use Oracle 19c or newer");
            }
        }
        texts(findings);
    }

    private void texts(Findings findings) {
        if (!features.holdsAllOfUnicode()) {
            findings.warning(FindingId.TARGET_CHARACTER_SET, "target", "its character set is " + features.charset()
                    + ": characters that it does not have arrive as replacement characters, without an error",
                    "-- create the database with CHARACTER SET AL32UTF8, or migrate it with the Database Migration Assistant for Unicode");
        }
        if (features.stringBytes() <= TargetFeatures.STANDARD_STRING_BYTES) {
            findings.note(FindingId.MAX_STRING_SIZE, "target", "MAX_STRING_SIZE=STANDARD: a VARCHAR2 holds 4000 bytes, and columns"
                    + " cannot have a collation of their own", "-- EXTENDED cannot be taken back; as SYSDBA, in UPGRADE mode:",
                    "ALTER SYSTEM SET MAX_STRING_SIZE = EXTENDED;", "-- then @?/rdbms/admin/utl32k.sql");
        }
    }
}
