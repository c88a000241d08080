package sluice.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sluice.capture.CapturedTables;
import sluice.control.Settings;
import sluice.load.Verdict;
import sluice.sandbox.TableVerdict;
import sluice.schema.source.SourceTable;
import sluice.verify.TableResult;
import sluice.verify.Tally;
import sluice.verify.Verification;
import sluice.verify.VerifyText;

/** {@code sluice verify} of a case's tables has to say what the tests' own comparison says, which shares nothing with it. */
final class VerifiedCase {

    /** The settings name what stands there in place of what no Oracle has: verify knows them, and the other comparison does not. */
    private static final Set<String> EQUAL_BY_SETTING = Set.of("values-blank-for-empty", "values-date-for-zero-dates", "values-null-for-zero-dates");
    /** Columns and tables that the settings leave out are no difference; one value of the altered table is. */
    private static final String LEFT_OUT_BY_SETTING = "schema-changes-ignore";

    private VerifiedCase() {
    }

    /** @param verdicts of the other comparison */
    static void assertAgrees(CaseServers servers, Case one, List<TableVerdict> verdicts) throws Exception {
        // Sluice has ended: what has not arrived does not arrive, and nobody has to wait for it
        Settings settings = servers.routes(List.of(one)).set("verify.recheck.seconds", "1").set("verify.recheck.rounds", "2").settings();
        DriverManagerDataSource target = new DriverManagerDataSource(servers.target().url(), servers.target().user(), servers.target().password());
        List<SourceTable> tables = new CapturedTables(settings).read().stream().filter(table -> table.id().database().equals(one.database())).toList();
        List<TableResult> results = new Verification(settings, target, () -> Verdict.GO).run(tables, true);
        Map<String, TableVerdict> judged = verdicts.stream().collect(Collectors.toMap(TableVerdict::table, verdict -> verdict));
        for (TableResult result : results) {
            TableVerdict verdict = judged.get(result.table().toString());
            String both = verdict + "\n" + VerifyText.of(List.of(result));
            Tally tally = result.tally();
            if (EQUAL_BY_SETTING.contains(one.name())) {
                assertEquals(tally.rows(), tally.equal(), both);
            } else if (LEFT_OUT_BY_SETTING.equals(one.name())) {
                assertEquals(result.table().table().equals("t") ? 1 : 0, tally.different(), both);
            } else {
                assertEquals(verdict.isEqual(), result.isEqual(), both);
                assertCounts(verdict, result, both);
            }
        }
    }

    private static void assertCounts(TableVerdict verdict, TableResult result, String both) {
        Tally tally = result.tally();
        if (tally.unsettled() == 0 && !result.verdict().equals(TableResult.FAILED)) {
            assertEquals(List.of(verdict.equal(), verdict.missing(), verdict.extra(), verdict.different()),
                    List.of(tally.equal(), tally.missing(), tally.extra(), tally.different()), both);
        }
    }
}
