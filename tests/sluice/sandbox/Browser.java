package sluice.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A real browser without a window: this machine's Chromium. It asks for nothing from elsewhere. */
public final class Browser implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private final ChromeDriver driver;

    private Browser(Path program, Path driverProgram, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--user-data-dir=" + profile, "--window-size=1280,900");
        driver = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(driverProgram.toFile()).usingAnyFreePort()
                .withSilent(true).withLogOutput(OutputStream.nullOutputStream()).build(), options);
        dark(false);
    }

    /** Empty where the machine has none: Debian's packages are chromium and chromium-driver. */
    public static Optional<Browser> start(Path profile) throws IOException {
        Optional<Path> program = BROWSERS.stream().flatMap(name -> onPath(name).stream()).findFirst();
        Optional<Path> driver = onPath("chromedriver");
        if (program.isEmpty() || driver.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Browser(program.get(), driver.get(), Files.createDirectories(profile)));
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(directory -> Path.of(directory, name)).filter(Files::isExecutable).findFirst();
    }

    public void open(String url) {
        driver.get(url);
    }

    public String url() {
        return driver.getCurrentUrl();
    }

    /** @param width of the window, in CSS pixels */
    public void resize(int width, int height) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** As if the operator's system were set to dark colours, or to light ones; it is set to few movements. */
    public void dark(boolean dark) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"),
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    public WebElement element(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> elements(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    public String text(String css) {
        return element(css).getText();
    }

    /** Clicks a button as people and screen readers know it. */
    public void click(String label) {
        await("a button '" + label + "' that can be clicked", () -> {
            WebElement button = button(label);
            if (!button.isEnabled()) {
                return false;
            }
            button.click();
            return true;
        });
    }

    /** The shown button of that label. */
    public WebElement button(String label) {
        return driver.findElements(By.tagName("button")).stream().filter(WebElement::isDisplayed).filter(button -> button.getAccessibleName().equals(label)).findFirst()
                .orElseThrow(() -> new AssertionError("there is no button '" + label + "'"));
    }

    /** Waits for something that the page shows; what goes away while it is looked at is looked at again. */
    public void await(String what, Callable<Boolean> shown) {
        try {
            awaitShown(what, shown);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what + "; the page complains: " + complaints() + ", and shows:\n" + text("body"), e);
        }
    }

    private static void awaitShown(String what, Callable<Boolean> shown) {
        Awaitility.await(what).atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100)).ignoreExceptionsMatching(failure ->
                failure instanceof AssertionError || failure instanceof WebDriverException).until(shown);
    }

    public void awaitText(String css, String part) {
        await(css + " says '" + part + "'", () -> text(css).contains(part));
    }

    /** Writes over what a field holds, in one go: a field that is left in between shows what holds again. */
    public void enter(String css, String value) {
        element(css).sendKeys(Keys.chord(Keys.CONTROL, "a") + value + Keys.TAB);
    }

    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the page has complained of. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
    }

    /** The whole page as a picture. */
    public void picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
