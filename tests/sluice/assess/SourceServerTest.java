package sluice.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceServerTest {

    private final Map<String, String> variables = new HashMap<>(Map.of("version", "8.0.31", "version_comment", "MySQL", "log_bin", "ON",
            "gtid_mode", "ON", "time_zone", "+00:00", "lower_case_table_names", "0", "server_id", "1", "max_binlog_size", "1073741824"));
    private final AnsweringServer server = new AnsweringServer();
    private final Findings findings = new Findings();

    @ParameterizedTest
    @CsvSource({"5.7.44, error", "8.0.31, ''", "8.4.2, ''", "9.7.4-2, ''", "9.8.0, warning", "10.6.12-MariaDB, error"})
    void theVersionHasToBeOneThatIsRead(String version, String severity) throws SQLException {
        variables.put("version", version);
        new SourceVersion(read()).look(findings);

        assertEquals(severity, findings.all().isEmpty() ? "" : findings.all().get(0).severity().word());
    }

    @Test
    void aServerWithoutBinlogGtidsOrWithEncryptionIsTold() throws SQLException {
        variables.putAll(Map.of("log_bin", "OFF", "gtid_mode", "OFF_PERMISSIVE", "binlog_encryption", "ON"));
        new BinlogSettings(read()).look(findings);

        assertEquals(List.of("error log-bin", "note binlog-encryption", "warning gtid-mode"), severities());
    }

    /** 8.4 and newer dropped binlog_format's siblings one by one: what is not there cannot be wrong. */
    @Test
    void aVariableThatTheServerDoesNotHaveIsNotWrong() throws SQLException {
        variables.keySet().removeIf(name -> name.startsWith("binlog"));
        new BinlogSettings(read()).look(findings);

        assertEquals(List.of(), severities());
    }

    @Test
    void zoneAndCaseOfNamesAreNoted() throws SQLException {
        variables.putAll(Map.of("time_zone", "SYSTEM", "system_time_zone", "KST", "lower_case_table_names", "1"));
        new SourceVersion(read()).look(findings);

        assertEquals(List.of("note time-zone", "note table-name-case"), severities());
        assertTrue(findings.all().get(0).reason().contains("KST"), findings.all().get(0).reason());
    }

    @ParameterizedTest
    @CsvSource({"3600, 0, 18000000, error", "200000, 0, 18000000, ''", "90000, 0, 18000000, warning", "0, 0, 18000000, ''",
        "0, 30, 18000000, ''", "3600, 30, 18000000, error"})
    void theBinlogHasToOutliveTheCopyAndAStandstill(String seconds, String days, long rows, String severity) throws SQLException {
        variables.putAll(Map.of("binlog_expire_logs_seconds", seconds, "expire_logs_days", days));
        new BinlogRetention(read(), new Volume(1, rows, 0, 1_000, 1)).look(findings);

        assertEquals(severity, findings.all().isEmpty() ? "" : findings.all().get(0).severity().word());
        if (!severity.isEmpty()) {
            assertEquals("SET PERSIST binlog_expire_logs_seconds = 604800;", findings.all().get(0).remedy());
        }
    }

    @Test
    void aDatabaseThatIsFilteredOutOfTheBinlogIsAnError() throws SQLException {
        server.answer("SHOW MASTER STATUS", Map.of("File", "b.1", "Binlog_Do_DB", "shop,crm", "Binlog_Ignore_DB", "crm"));
        new BinlogFilters(read(), List.of("shop", "crm", "hr")).look(findings);

        assertEquals(List.of("binlog-filter:crm", "binlog-filter:hr"), findings.all().stream().map(Finding::name).toList());
    }

    @Test
    void newerServersAreAskedInTheirOwnWords() throws SQLException {
        variables.put("version", "9.7.4");
        server.answer("SHOW BINARY LOG STATUS", Map.of("File", "b.1", "Binlog_Ignore_DB", "shop"));
        new BinlogFilters(read(), List.of("shop")).look(findings);

        assertEquals(List.of("error binlog-filter"), severities());
        variables.put("version", "8.0.21");
        assertThrows(SQLException.class, () -> read().replicaStatus(), "SHOW REPLICA STATUS is not a word of 8.0.21");
    }

    @Test
    void aReplicaHasToLogWhatItReceivesAndAllOfIt() throws SQLException {
        variables.put("log_replica_updates", "OFF");
        server.answer("SHOW REPLICA STATUS", Map.of("Source_Host", "db1", "Source_Port", "3306", "Seconds_Behind_Source", "4",
                "Replicate_Ignore_DB", "shop", "Replicate_Do_DB", ""));
        new ReplicaRole(read()).look(findings);

        assertEquals(List.of("note replica", "warning replication-filter", "error log-replica-updates"), severities());
        assertTrue(findings.all().get(1).reason().contains("replicate_ignore_db=shop"), findings.all().get(1).reason());
    }

    @Test
    void onAReplicaCascadesCannotBeTried() throws SQLException {
        server.answer("SHOW REPLICA STATUS", Map.of("Source_Host", "db1"));
        CascadeProbe.Answer answer = new CascadeProbe(read()).ask();

        assertEquals(Severity.ERROR, answer.severity());
        assertTrue(answer.reason().contains("the source is a replica"), answer.reason());
        variables.put("innodb_native_foreign_keys", "OFF");
        assertEquals(Severity.WARNING, new CascadeProbe(read()).ask().severity());
    }

    @Test
    void theNumberOfAReplicaAndZeroAreErrors() throws SQLException {
        variables.put("server_id", "0");
        server.answer("SHOW REPLICAS", Map.of("Server_Id", "1000", "Host", "db2", "Port", "3306"));
        new ServerIdentity(read(), "1000").look(findings);

        assertEquals(List.of("server-id:source", "server-id:source.server.id"), findings.all().stream().map(Finding::name).toList());
    }

    @Test
    void xaAndLargeTransactionsAreTold() throws SQLException {
        server.answer("SHOW GLOBAL STATUS LIKE 'Com_xa_prepare'", Map.of("VALUE", "3"));
        server.answer("SHOW BINARY LOGS", Map.of("Log_name", "b.1", "File_size", "4294967296"), Map.of("Log_name", "b.2", "File_size", "10"));
        new Transactions(read()).look(findings);

        assertEquals(List.of("error xa-transactions", "warning large-transaction"), severities());
        assertEquals(List.of("xa-transactions:source", "large-transaction:b.1"), findings.all().stream().map(Finding::name).toList());
    }

    /** The counter begins anew with the server, what is prepared outlives it. */
    @Test
    void anXaTransactionFromBeforeTheServersStartIsAnErrorToo() throws SQLException {
        server.answer("XA RECOVER", Map.of("formatID", "1", "gtrid_length", "1", "bqual_length", "0", "data", "a")).answer("SHOW BINARY LOGS");
        new Transactions(read()).look(findings);

        assertEquals(List.of("error xa-transactions"), severities());
    }

    @Test
    void withoutThePrivilegeNothingIsAskedThatWouldBeRefused() throws SQLException {
        server.answer("SHOW GRANTS", Map.of("Grants", "GRANT USAGE ON *.* TO `sluice`@`%`"));
        SourceServer source = read();
        new BinlogFilters(source, List.of("shop")).look(findings);
        new ReplicaRole(source).look(findings);
        new Transactions(source).look(findings);
        new SourceGrants(source, List.of("shop"), true, true).look(findings);

        assertEquals(List.of("GRANT XA_RECOVER_ADMIN ON *.* TO 'sluice'@'%';", "GRANT REPLICATION SLAVE ON *.* TO 'sluice'@'%';", "GRANT REPLICATION CLIENT ON *.* TO 'sluice'@'%';",
                "GRANT RELOAD ON *.* TO 'sluice'@'%';", "GRANT SELECT ON `shop`.* TO 'sluice'@'%';"),
                findings.all().stream().map(Finding::remedy).toList());
    }

    @Test
    void withoutCaptureOnlyTheRowsAreAskedFor() throws SQLException {
        server.answer("SHOW GRANTS", Map.of("Grants", "GRANT USAGE ON *.* TO `sluice`@`%`"));
        new SourceGrants(read(), List.of("shop"), false, true).look(findings);

        assertEquals(List.of("grant:SELECT ON `shop`.*"), findings.all().stream().map(Finding::name).toList());
    }

    private SourceServer read() throws SQLException {
        return server.variables(variables).read();
    }

    private List<String> severities() {
        return findings.all().stream().map(finding -> finding.severity().word() + " " + finding.id().text()).toList();
    }
}
