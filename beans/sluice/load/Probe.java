package sluice.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.load.Verdict.Level;

/** Something outside of Sluice that is asked whether the lanes may go on. A failure is an exception, and not an answer. */
@FunctionalInterface
public interface Probe {

    /** How long an answer may take. */
    Duration LIMIT = Duration.ofSeconds(5);

    Verdict ask() throws Exception;

    /** While the file is there nothing is applied; its first line is the reason. */
    static Probe flagFile(Path file) {
        return () -> {
            if (!Files.exists(file)) {
                return Verdict.GO;
            }
            List<String> lines = Files.readAllLines(file);
            return new Verdict(Level.STOP, "flag file " + file + (lines.isEmpty() || lines.get(0).isBlank() ? "" : ": " + lines.get(0).strip()));
        };
    }

    /** Nothing is applied unless the URL answers with 200 to 299. Its time is that of the whole answer: a body may never end. */
    static Probe url(URI url) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
        HttpRequest request = HttpRequest.newBuilder(url).timeout(LIMIT).build();
        return () -> {
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            try {
                int status = answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).statusCode();
                return status / 100 == 2 ? Verdict.GO : new Verdict(Level.STOP, url + " answers " + status);
            } catch (TimeoutException e) {
                throw new IOException(url + " does not answer within " + LIMIT.toSeconds() + " s", e);
            } finally {
                answer.cancel(true);
            }
        };
    }

    /**
     * A query that returns one number; no row and NULL are 0.
     *
     * @param slowAbove the consumers rest where it is more; not a number for never
     * @param stopAbove nothing is applied where it is more; not a number for never
     */
    static Probe query(DataSource target, String sql, double slowAbove, double stopAbove) {
        JdbcTemplate jdbc = new JdbcTemplate(target);
        jdbc.setQueryTimeout((int) LIMIT.toSeconds());
        return () -> {
            double value = jdbc.query(sql, row -> row.next() ? row.getDouble(1) : 0);
            Level level = value > stopAbove ? Level.STOP : value > slowAbove ? Level.SLOW : Level.GO;
            return level == Level.GO ? Verdict.GO : new Verdict(level, String.format(Locale.ROOT, "the target's probe is %s, above %s",
                    number(value), number(level == Level.STOP ? stopAbove : slowAbove)));
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }

    /** A failure in one line: that of the database or of the network, not of those who wrap it. */
    static String told(Exception failure) {
        Throwable cause = failure instanceof IOException || failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage().lines().findFirst().orElse("");
    }
}
