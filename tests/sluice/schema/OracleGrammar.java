package sluice.schema;

import com.alibaba.druid.DbType;
import com.alibaba.druid.sql.SQLUtils;
import com.alibaba.druid.sql.parser.ParserException;
import io.debezium.antlr.CaseChangingCharStream;
import io.debezium.ddl.parser.oracle.generated.PlSqlLexer;
import io.debezium.ddl.parser.oracle.generated.PlSqlParser;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;

/**
 * Oracle's grammar, as two independent parsers know it: Debezium's PL/SQL grammar and Druid's Oracle parser.
 *
 * <p>No Oracle server runs in CI, so a statement counts as Oracle SQL only if both take it. Both are more lenient than the
 * server: a pass is necessary, not sufficient.
 */
public final class OracleGrammar {

    private static final BaseErrorListener THROWING = new BaseErrorListener() {
        @Override
        public void syntaxError(Recognizer<?, ?> recognizer, Object symbol, int line, int position, String message,
                                RecognitionException e) {
            throw new AssertionError("line " + line + ":" + position + " " + message, e);
        }
    };

    private OracleGrammar() {
    }

    /** Fails unless both parsers take the text as exactly one statement, without a semicolon at its end (ORA-00911). */
    public static void assertParses(String sql) {
        if (sql.stripTrailing().endsWith(";")) {
            throw new AssertionError("JDBC statements end without a semicolon: " + sql);
        }
        assertParsesByOne(sql);
        try {
            int statements = SQLUtils.parseStatements(sql, DbType.oracle).size();
            if (statements != 1) {
                throw new AssertionError("Druid finds " + statements + " statements in: " + sql);
            }
        } catch (ParserException e) {
            throw new AssertionError("Druid's Oracle parser refuses: " + sql + "\n" + e.getMessage(), e);
        }
    }

    /** For an administrator's statements (ALTER USER, ALTER DATABASE), which Druid's parser does not know at all. */
    public static void assertParsesByOne(String sql) {
        try {
            parseWithDebezium(sql);
        } catch (AssertionError e) {
            throw new AssertionError("The PL/SQL grammar refuses: " + sql + "\n" + e.getMessage(), e);
        }
    }

    /** The grammar's keywords are in upper case only; the text itself keeps its case, for quoted names. */
    private static void parseWithDebezium(String sql) {
        PlSqlLexer lexer = new PlSqlLexer(new CaseChangingCharStream(CharStreams.fromString(sql), true));
        lexer.removeErrorListeners();
        lexer.addErrorListener(THROWING);
        PlSqlParser parser = new PlSqlParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(THROWING);
        int statements = parser.sql_script().unit_statement().size();
        if (statements != 1) {
            throw new AssertionError(statements + " statements instead of one");
        }
    }
}
