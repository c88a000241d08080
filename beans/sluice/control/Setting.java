package sluice.control;

import java.util.regex.Pattern;

/**
 * One setting: its value, and where that came from.
 *
 * <p>{@link #toString} and {@link #shown} never tell a password; {@link #value} is the only way to it.
 *
 * @param origin for people: {@code default}, {@code application.properties, line 7}, {@code SOURCE_USER}, ...
 */
record Setting(String key, String value, String origin) {

    private static final Pattern URL_CREDENTIALS = Pattern.compile(
            "(?i)(?<=thin:)(?!/@)[^@]*/[^@]*(?=@)|(?<=://)[^@/]*:[^@/]*(?=@)|(?<=\\bpassword=)[^;&]*");

    boolean secret() {
        return isSecret(key);
    }

    static boolean isSecret(String key) {
        return key.endsWith(".password") || KafkaSettings.isSecret(key);
    }

    boolean blank() {
        return value.isBlank();
    }

    /** The value as it may be printed. */
    String shown() {
        if (secret()) {
            return blank() ? "" : "****";
        }
        return URL_CREDENTIALS.matcher(value).replaceAll("****");
    }

    /** True for a JDBC URL that has a user or password in it. */
    boolean hasCredentials() {
        return !shown().equals(value);
    }

    @Override
    public String toString() {
        return key + "=" + shown() + " (" + origin + ")";
    }
}
