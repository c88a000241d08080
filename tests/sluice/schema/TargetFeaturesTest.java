package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each release of Oracle has, found out from the server itself: nobody has to say it in the settings. */
public class TargetFeaturesTest {

    private static int longest;

    public static int bytes(String text) {
        return Math.min(text.length(), longest);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "12|4000|30|CLOB|NUMBER(1)|CLOB|VARCHAR2(4000 CHAR)|RAW(2000)",
            "19|4000|128|CLOB|NUMBER(1)|CLOB|VARCHAR2(4000 CHAR)|RAW(2000)",
            "19|32767|128|CLOB|NUMBER(1)|CLOB|VARCHAR2(32767 CHAR)|RAW(32767)",
            "21|4000|128|JSON|NUMBER(1)|CLOB|VARCHAR2(4000 CHAR)|RAW(2000)",
            "21|32767|128|JSON|NUMBER(1)|CLOB|VARCHAR2(32767 CHAR)|RAW(32767)",
            "23|4000|128|JSON|BOOLEAN|VECTOR(3,FLOAT32)|VARCHAR2(4000 CHAR)|RAW(2000)",
            "23|32767|128|JSON|BOOLEAN|VECTOR(3,FLOAT32)|VARCHAR2(32767 CHAR)|RAW(32767)"})
    void typesFollowTheReleaseAndItsStrings(int release, int stringBytes, int nameBytes, String json, String bit, String vector,
                                            String text, String bytes) throws SQLException {
        TargetFeatures features = features(release, stringBytes, nameBytes);

        assertEquals(new TargetFeatures(release, stringBytes, "AL32UTF8", nameBytes), features);
        assertEquals(json, type(features, "json"));
        assertEquals(bit, type(features, "bit(1)"));
        assertEquals(vector, type(features, "vector(3)"));
        assertEquals(text, type(features, "varchar(" + stringBytes + ")"));
        assertEquals("CLOB", type(features, "varchar(" + (stringBytes + 1) + ")"));
        assertEquals(bytes, type(features, "varbinary(" + features.rawBytes() + ")"));
        assertEquals("BLOB", type(features, "varbinary(" + (features.rawBytes() + 1) + ")"));
    }

    private static String type(TargetFeatures features, String source) {
        return TypeMapping.of(features).map(new TableId("shop", "t"), Tables.column("c", source), false).type();
    }

    /** The query runs for real; what the driver says of the server is answered here. */
    private static TargetFeatures features(int release, int stringBytes, int nameBytes) throws SQLException {
        longest = stringBytes;
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=Oracle;NON_KEYWORDS=VALUE");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ALIAS LENGTHB FOR 'sluice.schema.TargetFeaturesTest.bytes'");
            statement.execute("CREATE TABLE NLS_DATABASE_PARAMETERS (PARAMETER VARCHAR2(128), VALUE VARCHAR2(64))");
            statement.execute("INSERT INTO NLS_DATABASE_PARAMETERS VALUES ('NLS_CHARACTERSET', 'AL32UTF8')");
            DatabaseMetaData server = proxy(DatabaseMetaData.class, method -> method.equals("getDatabaseMajorVersion") ? release : nameBytes);
            return new OracleDialect().features((Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class}, (proxy, method, arguments) ->
                            method.getName().equals("getMetaData") ? server : method.invoke(connection, arguments)));
        }
    }

    private static <T> T proxy(Class<T> type, java.util.function.Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answers.apply(method.getName())));
    }
}
