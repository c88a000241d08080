package sluice.control;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Marker;

/**
 * Lets a warning of the libraries through once in a time window, since their clients repeat it at every attempt
 * while a server is away.
 *
 * <p>Two warnings are the same when logger and text agree but for numbers and ids. Our own loggers are never
 * filtered. Logback's own DuplicateMessageFilter does not fit: it forgets only by the number of messages, so a
 * warning that comes back hours later would stay hidden, and it would swallow the status line as well.
 */
public final class RepeatFilter extends TurboFilter {

    private static final List<String> LIBRARIES = List.of("org.apache.", "io.debezium.", "com.zaxxer.",
            "com.github.shyiko.", "org.springframework.");
    private static final int REMEMBERED = 500;

    private final LongSupplier nanos;
    private final Map<String, Long> shown = new LinkedHashMap<>();
    private long windowNanos = 30_000_000_000L;

    public RepeatFilter() {
        this(System::nanoTime);
    }

    RepeatFilter(LongSupplier nanos) {
        this.nanos = nanos;
    }

    public void setWindowSeconds(long seconds) {
        windowNanos = seconds * 1_000_000_000L;
    }

    /** Called before the level is looked at, and with a null text where a library only asks for the level. */
    @Override
    public FilterReply decide(Marker marker, Logger logger, Level level, String text, Object[] arguments,
                              Throwable thrown) {
        boolean concerned = text != null && level.isGreaterOrEqual(Level.WARN)
                && level.isGreaterOrEqual(logger.getEffectiveLevel())
                && LIBRARIES.stream().anyMatch(logger.getName()::startsWith);
        return concerned && repeated(logger.getName() + ' ' + withoutIds(text)) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static String withoutIds(String text) {
        return text.replaceAll("[0-9A-Fa-f-]*\\d[0-9A-Fa-f-]*", "#");
    }

    private synchronized boolean repeated(String message) {
        long now = nanos.getAsLong();
        Long last = shown.get(message);
        if (last != null && now - last < windowNanos) {
            return true;
        }
        shown.remove(message);
        shown.put(message, now);
        if (shown.size() > REMEMBERED) {
            shown.remove(shown.keySet().iterator().next());
        }
        return false;
    }
}
