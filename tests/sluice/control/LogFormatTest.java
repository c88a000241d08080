package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogFormatTest {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

    @BeforeEach
    void begin() {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern("%msg%n");
        text.start();
        appender.setContext(context);
        appender.setEncoder(text);
        appender.setOutputStream(written);
        appender.start();
        root.addAppender(appender);
    }

    @AfterEach
    void end() {
        root.detachAppender(appender);
        appender.stop();
    }

    private String log(String format) {
        // the tests' own appender writes on as it did
        root.getAppender("out").stop();
        var before = ((OutputStreamAppender<ILoggingEvent>) root.getAppender("out")).getEncoder();
        try {
            LogFormat.use(format);
            LoggerFactory.getLogger("sluice.Some").atWarn().addKeyValue("lane", "orders").setCause(new IllegalStateException("two\nlines")).log("Lane {} waits", "orders");
        } finally {
            ((OutputStreamAppender<ILoggingEvent>) root.getAppender("out")).setEncoder(before);
            root.getAppender("out").start();
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void jsonIsAnObjectALineThatNamesWhatItIsAbout() throws Exception {
        String line = log("json");
        assertEquals(1, line.strip().lines().count(), line);
        JsonNode json = new ObjectMapper().readTree(line);
        assertEquals("WARN", json.path("level").asText(), line);
        assertEquals("Lane orders waits", json.path("formattedMessage").asText(), line);
        assertEquals("orders", json.path("kvpList").path(0).path("lane").asText(), line);
        assertTrue(json.path("throwable").path("message").asText().contains("two"), line);
        assertTrue(json.path("timestamp").asLong() > 0, line);
    }

    @Test
    void textStaysAsTheConfigurationHasIt() {
        assertTrue(log("text").startsWith("Lane orders waits\n"));
    }
}
