package sluice.verify;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * MySQL's text of dates and times, as numbers: microseconds since 1970-01-01 00:00 for moments, microseconds for spans of time.
 *
 * <p>Read from the driver's bytes without any of its own types: those bend values by a zone, refuse zero dates and move the years
 * below 100. Days are counted by the calendar that MySQL itself counts by, the Gregorian one for all years.
 */
final class MomentText {

    private static final long PER_SECOND = 1_000_000;
    private static final long PER_DAY = TimeUnit.DAYS.toMicros(1);
    private static final int DATE_LENGTH = 10;

    private MomentText() {
    }

    /** Of {@code 2024-01-31} or {@code 2024-01-31 10:00:00.000001}; a {@link ZeroMoment} where it is no day. */
    static Object moment(byte[] text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, DATE_LENGTH);
        if (month == 0 || day == 0) {
            return new ZeroMoment(new String(text, StandardCharsets.US_ASCII));
        }
        long micros = LocalDate.of(year, month, day).toEpochDay() * PER_DAY;
        return text.length == DATE_LENGTH ? micros : micros + time(text, DATE_LENGTH + 1);
    }

    /** Of {@code -838:59:59.000000}. */
    static long span(byte[] text) {
        boolean negative = text[0] == '-';
        long micros = time(text, negative ? 1 : 0);
        return negative ? -micros : micros;
    }

    /** Of {@code 10:00:00.000001}, with two or three digits of hours. */
    private static long time(byte[] text, int begin) {
        int colon = begin;
        while (text[colon] != ':') {
            colon++;
        }
        long seconds = number(text, begin, colon) * 3600L + number(text, colon + 1, colon + 3) * 60L + number(text, colon + 4, colon + 6);
        return seconds * PER_SECOND + fraction(text, colon + 6);
    }

    private static long fraction(byte[] text, int point) {
        long micros = 0;
        long unit = PER_SECOND / 10;
        for (int i = point + 1; i < text.length; i++) {
            micros += (text[i] - '0') * unit;
            unit /= 10;
        }
        return micros;
    }

    private static int number(byte[] text, int begin, int end) {
        int number = 0;
        for (int i = begin; i < end; i++) {
            number = 10 * number + text[i] - '0';
        }
        return number;
    }

    static long micros(LocalDate day) {
        return day.toEpochDay() * PER_DAY;
    }

    /** What is finer than a microsecond, which no value of MySQL has, makes it another one. */
    static Object micros(LocalDateTime moment) {
        if (moment.getNano() % 1_000 != 0) {
            return moment;
        }
        return moment.toEpochSecond(ZoneOffset.UTC) * PER_SECOND + moment.getNano() / 1_000;
    }

    static Object micros(Duration span) {
        return span.getNano() % 1_000 == 0 ? (Object) (span.getSeconds() * PER_SECOND + span.getNano() / 1_000) : span;
    }

    static LocalDateTime moment(long micros) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), (int) Math.floorMod(micros, PER_SECOND) * 1_000, ZoneOffset.UTC);
    }

    static Duration span(long micros) {
        return Duration.ofSeconds(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
    }

    /** As MySQL takes it for a value of that kind, which is a moment or a span. */
    static String text(Kind kind, long micros) {
        if (kind == Kind.SPAN) {
            long size = Math.abs(micros);
            long seconds = size / PER_SECOND;
            return String.format(Locale.ROOT, "%s%02d:%02d:%02d.%06d", micros < 0 ? "-" : "", seconds / 3600, seconds / 60 % 60, seconds % 60,
                    size % PER_SECOND);
        }
        LocalDateTime moment = moment(micros);
        String day = String.format(Locale.ROOT, "%04d-%02d-%02d", moment.getYear(), moment.getMonthValue(), moment.getDayOfMonth());
        return kind == Kind.DATE ? day : day + String.format(Locale.ROOT, " %02d:%02d:%02d.%06d", moment.getHour(), moment.getMinute(),
                moment.getSecond(), moment.getNano() / 1_000);
    }
}
