package sluice.control;

/** The innermost exception that says something, which is what really happened; always as one line. */
public final class RootCause {

    private RootCause() {
    }

    public static String of(Throwable failure) {
        Throwable root = failure;
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
            root = cause.getMessage() == null ? root : cause;
        }
        return text(root.getClass().getSimpleName(), root.getMessage());
    }

    /** A message of a single word (the missing class, the null) means nothing without the type of the exception. */
    static String text(String type, String message) {
        if (message == null || message.isBlank()) {
            return type;
        }
        String line = oneLine(message);
        return line.contains(" ") ? line : type + ": " + line;
    }

    static String oneLine(String message) {
        return message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
