package sluice.control;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;

/**
 * The end of a log line with an exception: {@code : <message of the root cause>}, on the same line.
 *
 * <p>A server that is away throws the same forty frames at every attempt; the root's message is what differs. With
 * {@code -Dsluice.stacktrace=true} (or {@code --stacktrace}) the whole trace follows instead. Logback adds no
 * trace of its own to a pattern that contains this word, since it handles throwables.
 */
public final class CauseConverter extends ThrowableProxyConverter {

    static final String STACKTRACE = "sluice.stacktrace";

    @Override
    public String convert(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown == null) {
            return "";
        }
        return Boolean.getBoolean(STACKTRACE) ? System.lineSeparator() + super.convert(event).stripTrailing()
                : rootMessage(thrown, event.getFormattedMessage());
    }

    private static String rootMessage(IThrowableProxy thrown, String message) {
        IThrowableProxy root = thrown;
        while (root.getCause() != null && !root.isCyclic()) {
            root = root.getCause();
        }
        String type = root.getClassName().substring(root.getClassName().lastIndexOf('.') + 1);
        String text = RootCause.text(type, root.getMessage());
        return message != null && message.contains(text) ? "" : ": " + text;
    }
}
