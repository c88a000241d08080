package sluice.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01 00:00:00.000000", "0001-01-01 00:00:00.000001", "0099-12-31 23:59:59.999999", "1582-10-10 12:00:00.500000",
        "2024-02-29 23:59:59.000001", "9999-12-31 23:59:59.999999"})
    void aMomentIsReadAndWrittenAsMySqlHasIt(String text) {
        long micros = (Long) MomentText.moment(bytes(text));

        assertEquals(text, MomentText.text(Kind.DATETIME, micros));
        assertEquals(LocalDateTime.parse(text.replace(' ', 'T')), MomentText.moment(micros));
        assertEquals(micros, MomentText.micros(MomentText.moment(micros)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-838:59:59.000000", "-00:00:00.000001", "00:00:00.000000", "23:59:59.999999", "838:59:59.000000"})
    void aSpanIsReadAndWrittenAsMySqlHasIt(String text) {
        long micros = MomentText.span(bytes(text));

        assertEquals(text, MomentText.text(Kind.SPAN, micros));
        assertEquals(micros, MomentText.micros(MomentText.span(micros)));
    }

    @Test
    void digitsThatAreLeftOutAreZeros() {
        assertEquals(MomentText.moment(bytes("2024-01-31 10:00:00.500000")), MomentText.moment(bytes("2024-01-31 10:00:00.5")));
        assertEquals(MomentText.moment(bytes("2024-01-31 00:00:00")), MomentText.moment(bytes("2024-01-31")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-00-00", "2024-00-10", "2024-01-00 10:00:00"})
    void whatIsNoDayIsNoMoment(String text) {
        assertEquals(new ZeroMoment(text), MomentText.moment(bytes(text)));
    }

    @Test
    void whatIsFinerThanAMicrosecondIsAnotherMoment() {
        LocalDateTime fine = LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1);

        assertEquals(fine, MomentText.micros(fine));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
