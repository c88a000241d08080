package sluice.capture;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonFormatter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A JSON document as MySQL's server writes it, but for blanks and the form of doubles, which lanes make equal anyway. */
final class DocumentText implements JsonFormatter {

    /** MySQL breaks base64 as in mails. */
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, "\n".getBytes(StandardCharsets.US_ASCII));

    private final StringBuilder text = new StringBuilder();

    @Override
    public String toString() {
        return text.toString();
    }

    @Override
    public void beginObject(int size) {
        text.append('{');
    }

    @Override
    public void beginArray(int size) {
        text.append('[');
    }

    @Override
    public void endObject() {
        text.append('}');
    }

    @Override
    public void endArray() {
        text.append(']');
    }

    @Override
    public void name(String name) {
        value(name);
        text.append(':');
    }

    @Override
    public void value(String value) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }

    @Override
    public void value(int value) {
        text.append(value);
    }

    @Override
    public void value(long value) {
        text.append(value);
    }

    @Override
    public void value(double value) {
        text.append(value);
    }

    @Override
    public void value(BigInteger value) {
        text.append(value);
    }

    @Override
    public void value(BigDecimal value) {
        text.append(value.toPlainString());
    }

    @Override
    public void value(boolean value) {
        text.append(value);
    }

    @Override
    public void valueNull() {
        text.append("null");
    }

    @Override
    public void valueYear(int year) {
        text.append(year);
    }

    @Override
    public void valueDate(int year, int month, int day) {
        text.append("\"%04d-%02d-%02d\"".formatted(year, month, day));
    }

    @Override
    public void valueDatetime(int year, int month, int day, int hour, int min, int sec, int microSeconds) {
        text.append("\"%04d-%02d-%02d %02d:%02d:%02d.%06d\"".formatted(year, month, day, hour, min, sec, microSeconds));
    }

    @Override
    public void valueTime(int hour, int min, int sec, int microSeconds) {
        String sign = hour < 0 || min < 0 || sec < 0 || microSeconds < 0 ? "-" : "";
        text.append("\"%s%02d:%02d:%02d.%06d\"".formatted(sign, Math.abs(hour), Math.abs(min), Math.abs(sec), Math.abs(microSeconds)));
    }

    @Override
    public void valueTimestamp(long secondsPastEpoch, int microSeconds) {
        text.append("%d.%06d".formatted(secondsPastEpoch, microSeconds));
    }

    @Override
    public void valueOpaque(ColumnType type, byte[] value) {
        value("base64:type" + type.getCode() + ":" + BASE64.encodeToString(value));
    }

    @Override
    public void nextEntry() {
        text.append(',');
    }
}
