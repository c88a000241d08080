package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge has to be able to say no. */
class OracleGrammarTest {

    @Test
    void takesWhatOracleTakes() {
        OracleGrammar.assertParses("SELECT a FROM \"S\".\"T\" WHERE b = ?");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "REPLACE INTO t VALUES (?)",
            "INSERT INTO t (a) VALUES (?) ON DUPLICATE KEY UPDATE a = 1",
            "MERGE INTO t KEY (id) VALUES (?)",
            "DELETE FROM t WHERE `a` = ?",
            "CREATE TABLE t (id NUMBER",
            "SELECT 1 FROM DUAL; SELECT 2 FROM DUAL",
            "SELECT 1 FROM DUAL;",
            "CREATE SCHEMA IF NOT EXISTS \"S\""})
    void refusesWhatOracleRefuses(String sql) {
        assertThrows(AssertionError.class, () -> OracleGrammar.assertParses(sql));
    }
}
