package sluice.event;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Reads an instant such as {@code 2025-10-20T04:00:00.123456Z}. Debezium writes each TIMESTAMP so, and the JDK's parser, which takes
 * any form, needs several times as long for it; what has another form is left to it.
 */
final class InstantText {

    private static final int SECONDS_END = 19;
    private static final int[] TENS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private InstantText() {
    }

    /** @throws DateTimeParseException if it is no instant with an offset */
    static OffsetDateTime parse(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END || text.charAt(end) != 'Z' || !hasForm(text)) {
            return OffsetDateTime.parse(text);
        }
        int nanos = end == SECONDS_END ? 0 : nanos(text, end);
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if ((nanos | year | month | day | hour | minute | second) < 0) {
            return OffsetDateTime.parse(text);
        }
        try {
            return OffsetDateTime.of(year, month, day, hour, minute, second, nanos, ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new DateTimeParseException(e.getMessage(), text, 0, e);
        }
    }

    private static boolean hasForm(String text) {
        return text.charAt(4) == '-' && text.charAt(7) == '-' && text.charAt(10) == 'T' && text.charAt(13) == ':' && text.charAt(16) == ':';
    }

    /** The fraction behind the seconds; negative if it is none of 1 to 9 digits. */
    private static int nanos(String text, int end) {
        int digits = end - SECONDS_END - 1;
        if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > 9) {
            return -1;
        }
        int nanos = number(text, SECONDS_END + 1, end);
        return nanos < 0 ? nanos : nanos * TENS[9 - digits];
    }

    /** Negative if a character is no digit. */
    private static int number(String text, int begin, int end) {
        int number = 0;
        for (int i = begin; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
