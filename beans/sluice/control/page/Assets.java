package sluice.control.page;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page's files, read once: those that stand beside this class, and the plots' library from its own jar. Nothing else is served, whatever the path. */
final class Assets implements Handler<RoutingContext> {

    private static final List<String> FILES = List.of("index.html", "page.css", "page.js", "jmx.js", "dom.js", "summary.js", "plots.js", "lanes.js", "limits.js", "tables.js",
            "parked.js", "cutover.js", "sluice.svg");
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final List<String> LIBRARY = List.of("uPlot.esm.js", "uPlot.min.css");
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Buffer> files = new HashMap<>();

    /** @throws IOException if one of them is not there */
    static Assets load() throws IOException {
        Assets assets = new Assets();
        for (String file : FILES) {
            assets.add("/" + file, file);
        }
        for (String file : LIBRARY) {
            assets.add("/" + file, UPLOT + file);
        }
        assets.files.put("/", assets.files.get("/index.html"));
        return assets;
    }

    private void add(String path, String resource) throws IOException {
        try (InputStream file = Assets.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IOException("the page's file " + resource + " is missing in this build");
            }
            files.put(path, Buffer.buffer(file.readAllBytes()));
        }
    }

    @Override
    public void handle(RoutingContext context) {
        Buffer file = files.get(context.normalizedPath());
        if (file == null) {
            context.response().setStatusCode(404).end();
            return;
        }
        String path = context.normalizedPath().equals("/") ? "/index.html" : context.normalizedPath();
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, TYPES.get(path.substring(path.lastIndexOf('.') + 1)))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache").end(file);
    }
}
