package sluice.verify;

import java.util.List;
import sluice.control.Settings;

/**
 * The settings {@code verify.*}; application.properties says what each is for.
 *
 * @param chunkBytes of the rows of one page
 * @param tables     that are compared at once
 * @param rounds     of looks at keys that differ
 * @param seconds    that lanes may take to pass a place
 * @param keys       that wait for another look, of one table
 * @param shown      differences of a table with their values
 * @param most       differences of a table, behind which it is given up
 */
record VerifySettings(int chunkRows, long chunkBytes, int tables, int rowsPerSecond, int dutyPercent, int rounds, int seconds, int keys, int shown,
                      long most, List<String> masks) {

    static VerifySettings of(Settings settings) {
        return new VerifySettings(settings.integer("verify.chunk.rows"), settings.integer("verify.chunk.bytes"), settings.integer("verify.tables"),
                settings.integer("verify.rows.per.second"), settings.integer("verify.duty.percent"), settings.integer("verify.recheck.rounds"),
                settings.integer("verify.recheck.seconds"), settings.integer("verify.recheck.keys"), settings.integer("verify.differences.shown"),
                settings.integer("verify.differences.max"), settings.list("verify.mask"));
    }
}
