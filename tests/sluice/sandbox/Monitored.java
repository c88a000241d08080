package sluice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sluice's health and metrics, as a monitoring would ask for them over HTTP. */
public final class Monitored {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private final int port;

    public Monitored(int port) {
        this.port = port;
    }

    /** An answer; a process that has not opened its port yet answers nothing: status 0. */
    public record Answer(int status, String body) {
    }

    public Answer get(String path) {
        try {
            HttpResponse<String> response = CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (java.net.ConnectException e) {
            return new Answer(0, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer ready() {
        return get("/observe/health/ready");
    }

    /** Whether the process says that it is alive; who restarts processes that are not goes by this. */
    public boolean alive() {
        return get("/observe/health/live").status() == 200;
    }

    /** The value of a metric, by its name and labels as they are printed; -1 if it is not there. */
    public double metric(String name) {
        Matcher line = Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$").matcher(get("/observe/metrics").body());
        return line.find() ? Double.parseDouble(line.group(1)) : -1;
    }
}
