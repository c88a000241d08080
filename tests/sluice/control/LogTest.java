package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the delivered logback.xml, in a logger context of its own, into memory. */
class LogTest {

    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void configure() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        context.setMDCAdapter(new LogbackMDCAdapter());
        configurator.setContext(context);
        configurator.doConfigure(getClass().getResource("/logback.xml"));
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) root.getAppender("out");
        OutputStreamAppender<ILoggingEvent> memory = new OutputStreamAppender<>();
        memory.setContext(context);
        memory.setEncoder(console.getEncoder());
        memory.setOutputStream(written);
        memory.start();
        root.detachAppender(console);
        root.addAppender(memory);
    }

    @AfterEach
    void stop() {
        System.clearProperty(CauseConverter.STACKTRACE);
        context.stop();
    }

    @Test
    void anExceptionIsOneLineThatEndsWithItsRootCause() {
        context.getLogger("sluice.apply.Lane").warn("lane all waits", failure());

        assertTrue(text().matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Lane - lane all waits: refused by host\\R"),
                text());
    }

    @Test
    void aRootCauseThatTheMessageTellsAlreadyIsNotTold() {
        context.getLogger("x").warn("refused by host", failure());

        assertTrue(text().endsWith("x - refused by host" + System.lineSeparator()), text());
    }

    @Test
    void lineBreaksInAMessageAreTakenOut() {
        context.getLogger("io.debezium.X").error("engine died\n\n   at once");

        assertEquals(1, text().lines().count());
        assertTrue(text().contains("engine died at once"), text());
    }

    @Test
    void theWholeTraceIsThereWhenItIsAskedFor() {
        System.setProperty(CauseConverter.STACKTRACE, "true");

        context.getLogger("x").warn("lane all waits", failure());

        assertTrue(text().contains("\tat sluice.control.LogTest"), text());
        assertTrue(text().contains("Caused by: java.io.IOException: refused by host"), text());
    }

    @Test
    void librariesAreQuietBelowWarnings() {
        context.getLogger("org.apache.kafka.clients.NetworkClient").info("chatter");
        context.getLogger("org.apache.camel.impl.X").info("chatter");

        assertEquals("", text());
    }

    @Test
    void aWarningThatALibraryRepeatsIsWrittenOnce() {
        for (int node = 0; node < 5; node++) {
            context.getLogger("org.apache.kafka.clients.NetworkClient").warn("[client-{}] node " + node + " is away", node);
        }

        assertEquals(1, text().lines().count(), text());
    }

    @Test
    void ourOwnLinesAreNeverHeldBack() {
        context.getLogger("sluice.control.StatusLog").warn("same");
        context.getLogger("sluice.control.StatusLog").warn("same");

        assertEquals(2, text().lines().count());
    }

    @Test
    void aRepeatedWarningComesBackAfterTheWindow() {
        AtomicLong nanos = new AtomicLong();
        RepeatFilter filter = new RepeatFilter(nanos::get);
        filter.setWindowSeconds(30);
        Logger kafka = context.getLogger("org.apache.kafka.X");

        assertEquals(FilterReply.NEUTRAL, filter.decide(null, kafka, Level.WARN, "away", null, null));
        nanos.set(29_000_000_000L);
        assertEquals(FilterReply.DENY, filter.decide(null, kafka, Level.WARN, "away", null, null));
        nanos.set(31_000_000_000L);
        assertEquals(FilterReply.NEUTRAL, filter.decide(null, kafka, Level.WARN, "away", null, null));
        assertFalse(text().contains("away"));
    }

    private static RuntimeException failure() {
        return new IllegalStateException("outer", new IOException("refused by host"));
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
