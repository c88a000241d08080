package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import sluice.sandbox.Browser;
import sluice.sandbox.Project;
import sluice.sandbox.SluiceProcess;

/** An operator leads a migration by the page, in a real browser. Its pictures are those of docs/page.md. */
class PageIT {

    private static final TestBed BED = TestBed.of(PageIT.class);
    private static final Path PICTURES = Project.home().resolve("target/pictures");
    private static final String PASSWORD = "of-the-page-7";

    @Test
    @Timeout(300)
    void anOperatorLeadsTheMigrationByThePage() throws Exception {
        try (Migration migration = BED.migration("page", 17, 100); Browser browser = browser(migration.directory())) {
            int port = Project.freePort();
            Files.writeString(migration.settings(), "page.port=" + port + "\npage.password=file:" + Files.writeString(migration.directory().resolve("page.password"), PASSWORD)
                    + "\ncutover.poll.ms=300\ncutover.lag.seconds=10\n"
                    + "cutover.source.user=sluice_freeze_doc\ncutover.source.password=" + DocumentedGrants.create("sluice_freeze", "ordersdb", BED.mysql().app()) + "\n", StandardOpenOption.APPEND);
            SluiceProcess sluice = migration.sluice("sluice");
            migration.startLoad();
            sluice.start();
            migration.awaitFollowing(sluice);
            migration.workload().allowTruncate(false);
            unlocked(browser, "http://127.0.0.1:" + port + "/");
            watched(browser);
            stoppedAndStarted(browser);
            limited(browser, migration);
            replayed(browser, migration);
            refused(browser);
            CommandLine verified = CommandLine.run("verify", "--config", migration.settings().toString());
            assertEquals(0, verified.exitCode(), verified::output);
            pictured(browser);
            BED.mysql().app().execute("CREATE DATABASE held", "CREATE TABLE held.still (id INT PRIMARY KEY)");
            givenUp(browser, migration);
            assertNoComplaints(browser);
            stoppedInTheFreeze(browser, migration, sluice);
            browser.complaints(); // of a server that was away
            switched(browser, migration);
            assertNoComplaints(browser);
            migration.assertEqualNow();
            assertFalse(sluice.outputContains(PASSWORD));
        } finally {
            BED.mysql().app().execute("SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF", "DROP DATABASE IF EXISTS held");
        }
    }

    private static Browser browser(Path directory) throws Exception {
        Browser browser = Browser.start(directory.resolve("profile")).orElse(null);
        Assumptions.assumeTrue(browser != null, "the page is not tested: install Debian's chromium and chromium-driver");
        return browser;
    }

    /** The browser itself complains of each password that was refused. */
    private static void assertNoComplaints(Browser browser) {
        assertEquals(List.of(), browser.complaints().stream().filter(line -> !line.contains("401")).toList());
    }

    private static void unlocked(Browser browser, String url) {
        browser.open(url);
        browser.await("the password is asked for", () -> browser.element("#ask").isDisplayed());
        browser.element("#ask-value").sendKeys("guessed" + Keys.ENTER);
        browser.await("it is asked for again", () -> browser.element("#ask").isDisplayed() && browser.element("#ask-value").getAttribute("value").isEmpty());
        browser.element("#ask-value").sendKeys(PASSWORD + Keys.ENTER);
        browser.awaitText("#phases [aria-current]", "following");
    }

    private static void watched(Browser browser) {
        browser.await("the state is told", () -> browser.text("#state").matches("(running|idle).*"));
        browser.await("changes are counted", () -> number(browser.elements("#figures dd").get(2).getText()) > 8_000);
        browser.awaitText("#table-rows", "ordersdb.orders");
        browser.await("samples are plotted", () -> browser.elements("#plots canvas").size() == 3 && browser.text("#plots figcaption").matches("Changes a second: captured .*/s, at most .*"));
    }

    private static long number(String shown) {
        return Long.parseLong(shown.replace(",", ""));
    }

    private static void stoppedAndStarted(Browser browser) {
        browser.click("stop apply-all");
        browser.awaitText("#state", "stopped, all: by the operator");
        browser.click("start apply-all");
        browser.await("it runs", () -> browser.text("#state").matches("(running|idle).*"));
        browser.click("suspend apply-all");
        browser.awaitText("#lane-rows", "suspended");
        browser.click("resume apply-all");
        browser.await("it goes on", () -> browser.text("#state").matches("(running|idle).*"));
    }

    /** By number, and by the keyboard on the slider. */
    private static void limited(Browser browser, Migration migration) {
        String set = "SELECT LIMIT_VALUE FROM SLUICE_LIMIT WHERE LIMIT_NAME = 'rows-per-second'";
        browser.enter("#limit-rows-per-second", "7000");
        Awaitility.await("the number is kept").ignoreExceptions().until(() -> migration.target().number(set) == 7_000);
        browser.await("what holds is shown", () -> browser.text("#limit-rows").contains("7,000"));
        browser.element("#slide-rows-per-second").sendKeys(Keys.ARROW_LEFT);
        Awaitility.await("the slider's is kept").ignoreExceptions().until(() -> migration.target().number(set) != 7_000);
        browser.click("Rows a second: as in the settings");
        Awaitility.await("the settings' own holds").until(() -> migration.target().number("SELECT COUNT(*) FROM SLUICE_LIMIT") == 0);
        browser.enter("#limit-batch-rows", "0");
        browser.awaitText("#trouble", "batch-rows is '0'; give a whole number from 1 to");
        browser.enter("#limit-batch-rows", "1000");
        browser.await("a right one is taken", () -> !browser.element("#trouble").isDisplayed());
    }

    /** A row that the target refuses, until somebody mends it. */
    private static void replayed(Browser browser, Migration migration) throws Exception {
        migration.target().execute("ALTER TABLE ORDERSDB.CARTS ADD CONSTRAINT SMALL CHECK (ITEMS < 1000000)");
        BED.mysql().app().execute("INSERT INTO ordersdb.carts (id, owner, items) VALUES (999999901, 'page', 1234567)");
        browser.awaitText("#parked-rows", "ordersdb.carts");
        browser.awaitText("#checks", "1 rows of topic page.ordersdb.carts are parked");
        migration.target().execute("ALTER TABLE ORDERSDB.CARTS DROP CONSTRAINT SMALL");
        browser.click(browser.element("#parked-rows button").getAccessibleName());
        browser.await("the row is replayed", () -> browser.element("#parked-none").isDisplayed());
        assertEquals(1, migration.target().number("SELECT COUNT(*) FROM ORDERSDB.CARTS WHERE ID = 999999901 AND ITEMS = 1234567"));
    }

    private static void refused(Browser browser) {
        browser.click("Look again");
        browser.awaitText("#checks", "./sluice verify has not found them equal yet");
        assertFalse(browser.element("#cut-over").isEnabled());
        browser.awaitText("#why-not", "not so yet: every table was found equal");
    }

    private static void pictured(Browser browser) throws Exception {
        browser.awaitText("#table-rows", "equal");
        browser.dark(false);
        browser.resize(1280, 900);
        browser.script("window.scrollTo(0, 0)");
        browser.picture(PICTURES.resolve("page.png"));
        browser.dark(true);
        browser.script("document.getElementById('limits').scrollIntoView({block: 'start'})");
        browser.picture(PICTURES.resolve("page-dark.png"));
        browser.dark(false);
        browser.resize(390, 844);
        assertTrue((Boolean) browser.script("return document.documentElement.scrollWidth <= window.innerWidth"), "it fits on a phone");
        browser.script("window.scrollTo(0, 0)");
        browser.picture(PICTURES.resolve("page-phone.png"));
        browser.resize(1280, 900);
    }

    /** Somebody's lock makes the freeze wait, so that something can be done in it. */
    private static void givenUp(Browser browser, Migration migration) throws Exception {
        try (Connection service = BED.mysql().app().connect(); Statement lock = service.createStatement()) {
            frozen(browser, lock);
            browser.click("Give up");
            browser.awaitText("#done", "the cut-over is being given up");
        }
        browser.awaitText("#outcome", "The cut-over was given up");
        assertFollowing(migration);
    }

    /** The process that leads is told to end: it frees the source first. */
    private static void stoppedInTheFreeze(Browser browser, Migration migration, SluiceProcess sluice) throws Exception {
        try (Connection service = BED.mysql().app().connect(); Statement lock = service.createStatement()) {
            frozen(browser, lock);
            ProcessHandle.of(sluice.pid()).orElseThrow().destroy();
            Awaitility.await("it is told").atMost(Migration.LIMIT).until(() -> sluice.outputContains("stopping: what is under way ends first"));
        }
        browser.awaitText("#trouble", "Sluice does not answer");
        Awaitility.await("it ends").atMost(Migration.LIMIT).until(() -> !sluice.isAlive());
        assertFollowing(migration);
        sluice.start();
        browser.await("it answers again", () -> !browser.element("#trouble").isDisplayed());
        migration.await(sluice, "it follows", line -> line.number("Backlog") < 100 && line.field("State").orElse("").matches("(running|idle).*"));
    }

    private static void frozen(Browser browser, Statement lock) throws Exception {
        browser.click("Look again");
        browser.await("it may be cut over", () -> browser.element("#cut-over").isEnabled());
        browser.click("Cut over ...");
        browser.element("#ask-value").sendKeys("switch");
        lock.execute("LOCK TABLES held.still WRITE");
        browser.element("#ask-value").sendKeys(Keys.ENTER);
        browser.awaitText("#phases [aria-current]", "frozen");
    }

    private static void assertFollowing(Migration migration) throws Exception {
        assertEquals("following", migration.target().value("SELECT PHASE FROM SLUICE_MIGRATION"));
        assertEquals(0, BED.mysql().app().number("SELECT @@GLOBAL.super_read_only"));
    }

    private static void switched(Browser browser, Migration migration) throws Exception {
        browser.click("Look again");
        browser.await("it may be cut over", () -> browser.element("#cut-over").isEnabled());
        browser.click("Rehearse");
        browser.awaitText("#outcome", "The rehearsal has ended well");
        browser.click("Cut over ...");
        assertFalse(browser.element("#ask-yes").isEnabled());
        browser.element("#ask-value").sendKeys("switch");
        browser.picture(PICTURES.resolve("page-ask.png"));
        browser.element("#ask-value").sendKeys(Keys.ENTER);
        browser.awaitText("#outcome", "The cut-over has ended well");
        browser.awaitText("#phases [aria-current]", "switched");
        browser.awaitText("#why-not", "the migration is switched");
        assertEquals("switched", migration.target().value("SELECT PHASE FROM SLUICE_MIGRATION"));
        assertEquals(1, BED.mysql().app().number("SELECT @@GLOBAL.super_read_only"));
        browser.awaitText("#lane-rows", "stopped");
        browser.script("document.getElementById('cutover').scrollIntoView({block: 'start'})");
        browser.picture(PICTURES.resolve("page-switched.png"));
    }
}
