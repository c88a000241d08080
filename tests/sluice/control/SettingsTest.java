package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final String REQUIRED = """
            source.hostname=db.example
            source.user=reader
            source.password=s3cret-source
            source.databases=ordersdb, usersdb
            kafka.brokers=k1:9092, k2:9092
            target.url=jdbc:oracle:thin:@//ora:1521/FREEPDB1
            target.user=app
            target.password=s3cret-target
            """;

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();

    @Test
    void defaultsHoldWhereNothingIsSaid() throws IOException {
        Settings settings = load(REQUIRED);

        assertEquals(3306, settings.integer("source.port"));
        assertEquals("initial", settings.get("snapshot.mode"));
        assertTrue(settings.flag("capture.enabled"));
        assertEquals(Optional.empty(), settings.optional("target.schema"));
        assertEquals(List.of("ordersdb", "usersdb"), settings.list("source.databases"));
        assertEquals(List.of(), settings.list("source.tables"));
    }

    @Test
    void theFileBeatsTheDefaults() throws IOException {
        assertEquals(3307, load(REQUIRED + "source.port=3307").integer("source.port"));
    }

    @Test
    void theEnvironmentBeatsTheFile() throws IOException {
        environment.put("SOURCE_PORT", "3308");

        assertEquals(3308, load(REQUIRED + "source.port=3307").integer("source.port"));
    }

    @Test
    void systemPropertiesBeatTheEnvironment() throws IOException {
        environment.put("SOURCE_PORT", "3308");
        system.setProperty("source.port", "3309");

        assertEquals(3309, load(REQUIRED + "source.port=3307").integer("source.port"));
    }

    @Test
    void anEmptyVariableOfTheEnvironmentCountsAsUnset() throws IOException {
        environment.put("SOURCE_PORT", "");

        assertEquals(3307, load(REQUIRED + "source.port=3307").integer("source.port"));
    }

    @Test
    void foreignVariablesAndSystemPropertiesAreNoErrors() throws IOException {
        environment.put("SOURCE_PROT", "1");
        system.setProperty("source.prot", "1");

        assertEquals(3306, load(REQUIRED).integer("source.port"));
    }

    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheClosestKnownKey() {
        assertProblem("target.ulr", "target.ulr (test.properties, line 9) is not a setting", "did you mean target.url?");
        assertProblem("source.host", "did you mean source.hostname?");
        assertProblem("apply_batch_rows", "did you mean apply.batch.rows?");
        assertProblem("completely.different", "is not a setting", "lists all of them");
    }

    @Test
    void allMissingKeysAreOneMessageThatSaysHowToSetThem() {
        SettingsException failure = assertThrows(SettingsException.class, () -> load("source.user=x\n"));

        assertEquals(1, failure.problems().size());
        assertContains(failure.getMessage(), "source.hostname", "source.password", "source.databases",
                "kafka.brokers", "target.url", "target.user", "target.password", "SOURCE_HOSTNAME",
                "-Dsource.hostname=");
        assertFalse(failure.getMessage().contains("source.user"));
    }

    @Test
    void eachKindOfBadValueIsNamedWithItsPlaceAndWhatToGive() {
        assertProblem("source.port=33o6", "source.port is '33o6' (test.properties, line 9)", "1 to 65535");
        assertProblem("source.port=65536", "1 to 65535");
        assertProblem("source.port=", "source.port is ''");
        assertProblem("topics.partitions=-4", "topics.partitions is '-4'");
        assertProblem("topics.replication.factor=0", "-1 for the broker's default");
        assertProblem("apply.batch.rows=99999999999999999999", "1 to 1000000");
        assertProblem("capture.enabled=yes", "one of true, false");
        assertProblem("snapshot.mode=sometimes", "one of initial, no_data, initial_only, never");
        assertProblem("types.mapping=time", "types.mapping (", "'time' has no '='; write WHAT=TYPE");
        assertProblem("types.mapping=tinyint(1)=NUMBER(99)", "'NUMBER(99)' is not a type that columns can be given");
        assertProblem("values.empty.not.null=drop", "one of nullable, space, park");
        assertProblem("values.zero.date=0000-00-00", "park, null, or a date such as 1900-01-01");
        assertProblem("source.ssl.mode=on", "one of disabled, preferred");
        assertProblem("source.server.id=4294967296", "1 to 4294967295");
        assertProblem("source.hostname=db:3306", "the port is source.port");
        assertProblem("source.tables=orders", "database.table");
        assertProblem("source.tables=otherdb.orders", "otherdb", "source.databases");
        assertProblem("message.key.columns=orders:id", "db.table:col1,col2");
        assertProblem("kafka.brokers=k1", "host:port");
        assertProblem("topics.prefix=a b", "topics.prefix is 'a b'");
        assertProblem("target.url=jdbc:postgresql://x/y", "jdbc:oracle: or jdbc:h2:");
        assertProblem("capture.queue.rows=10", "capture.queue.rows (10) must be more than");
        assertProblem("target.schema={{x}}", "placeholder");
    }

    @Test
    void allProblemsAreReportedTogether() {
        SettingsException failure = assertThrows(SettingsException.class,
                () -> load(REQUIRED + "source.port=x\nsnapshot.mode=y\nnonsense=z"));

        assertEquals(3, failure.problems().size());
        assertContains(failure.getMessage(), "3 problems", "source.port", "snapshot.mode", "nonsense");
    }

    @Test
    void aMissingFileIsNamed() {
        SettingsException failure = assertThrows(SettingsException.class,
                () -> Settings.load(directory.resolve("nowhere.properties"), environment, system));

        assertContains(failure.getMessage(), "nowhere.properties does not exist");
    }

    @Test
    void wordsAreReadWithoutRegardToCaseAndTheOldNameOfNoDataIsUnderstood() throws IOException {
        Settings settings = load(REQUIRED + "snapshot.mode=SCHEMA_ONLY\nsource.ssl.mode=Verify_CA");

        assertEquals("no_data", settings.get("snapshot.mode"));
        assertEquals("verify_ca", settings.get("source.ssl.mode"));
    }

    @Test
    void tablesAndKeyColumnsAreAcceptedInTheirDocumentedForms() throws IOException {
        Settings settings = load(REQUIRED + "source.tables=ordersdb.orders, usersdb.item_*\n"
                + "message.key.columns=ordersdb.log:at,host;usersdb.x:id");

        assertEquals(List.of("ordersdb.orders", "usersdb.item_*"), settings.list("source.tables"));
    }

    @Test
    void aPasswordIsReadFromItsFile() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "  from-file\n");
        environment.put("TARGET_PASSWORD", "file:" + secret);

        assertEquals("from-file", load(REQUIRED).get("target.password"));
    }

    @Test
    void aPasswordFileThatIsNotThereIsNamed() {
        environment.put("TARGET_PASSWORD", "file:/nowhere/secret");

        assertProblem("", "target.password (TARGET_PASSWORD) names the file /nowhere/secret");
    }

    @Test
    void passwordsShowNeitherInTextNorInMessages() throws IOException {
        String text = load(REQUIRED).toString();

        assertContains(text, "source.password=****", "target.password=****");
        assertFalse(text.contains("s3cret"));
        String message = assertThrows(SettingsException.class,
                () -> load(REQUIRED + "target.url=jdbc:oracle:thin:scott/tiger@//o:1521/x")).getMessage();
        assertContains(message, "target.user and target.password");
        assertFalse(message.contains("tiger"));
    }

    @Test
    void placeholdersGetEveryKeyAndCamelsOwnOnesPassUnchecked() throws IOException {
        Properties properties = load(REQUIRED + "camel.component.kafka.security-protocol=SSL").asProperties();

        assertEquals("SSL", properties.getProperty("camel.component.kafka.security-protocol"));
        assertEquals("s3cret-source", properties.getProperty("source.password"));
        assertEquals("", properties.getProperty("source.tables"));
    }

    @Test
    void theServerIdIsTheSameForThePrefixAfterEachStart() throws IOException {
        String first = load(REQUIRED).get("source.server.id");

        assertEquals(first, load(REQUIRED).get("source.server.id"));
        assertFalse(first.equals(load(REQUIRED + "topics.prefix=other").get("source.server.id")));
        assertEquals("7", load(REQUIRED + "source.server.id=7").get("source.server.id"));
    }

    private Settings load(String text) throws IOException {
        return Settings.load(Files.writeString(directory.resolve("test.properties"), text), environment, system);
    }

    private void assertProblem(String line, String... parts) {
        SettingsException failure = assertThrows(SettingsException.class, () -> load(REQUIRED + line), line);
        assertEquals(1, failure.problems().size(), failure.getMessage());
        assertContains(failure.getMessage(), parts);
    }

    private static void assertContains(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
        }
    }
}
