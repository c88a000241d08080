package sluice.capture.start;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * A moment as operators write it: {@code 2025-10-20 04:00:00 Asia/Seoul}, with up to six decimals, or in ISO 8601 with a zone.
 *
 * <p>A time without a zone is refused: the server, this machine and the operator may each have another one in mind. Of a time
 * that a clock shows twice the earlier one counts: what is captured too much is written again, what is captured too little is lost.
 */
public final class Moment {

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd HH:mm[:ss]")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true).parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0).toFormatter();

    private Moment() {
    }

    /** @throws IllegalArgumentException if the text is no such moment; the message has the form that is wanted */
    public static Instant parse(String text) {
        String moment = text.strip();
        int blank = moment.lastIndexOf(' ');
        try {
            return moment.contains("T") && blank < 0 ? DateTimeFormatter.ISO_DATE_TIME.withZone(null).parse(moment, Instant::from)
                    : LocalDateTime.parse(moment.substring(0, Math.max(blank, 0)), LOCAL).atZone(ZoneId.of(moment.substring(blank + 1))).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no moment; write it as '2025-10-20 04:00:00 Asia/Seoul', with the zone", e);
        }
    }
}
