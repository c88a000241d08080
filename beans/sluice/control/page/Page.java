package sluice.control.page;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.BlockingHandlerDecorator;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.plugin.DefaultJolokiaPlatformHttpPlugin;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
import sluice.control.ListenCheck;
import sluice.control.PreflightException;
import sluice.control.Settings;

/**
 * The page: files that never change, and Jolokia, by which it reads and commands the same MBeans as the command line, JConsole or hawtio. Served by Camel's own HTTP server.
 *
 * <p>It is off unless it was given a port. What Jolokia hands out stands in {@code jolokia-access.xml}.
 */
public final class Page {

    private static final String JOLOKIA = "/jolokia";
    private static final long LARGEST_REQUEST = 1 << 20;

    private final String host;
    private final int port;
    private final Guard guard;

    public Page(Settings settings) {
        this.host = settings.get("page.host");
        this.port = settings.integer("page.port");
        this.guard = new Guard(Stream.concat(Stream.of(host), settings.list("page.names").stream()).toList(), settings.get("page.password"));
    }

    /** @throws PreflightException if it cannot have the port */
    public void check() {
        ListenCheck.require("the page", host, port, "page.port");
    }

    /** Before Camel starts. */
    public void configure(Main camel) {
        if (port != 0) {
            camel.configure().httpServer().withEnabled(true).withHost(host).withPort(port).withPath("/");
        }
    }

    /**
     * When Camel has started.
     *
     * @throws Exception if Jolokia does not start
     */
    public void serve(CamelContext camel) throws Exception {
        if (port == 0) {
            return;
        }
        DefaultJolokiaPlatformHttpPlugin jolokia = new DefaultJolokiaPlatformHttpPlugin();
        jolokia.setCamelContext(camel);
        camel.addService(jolokia);
        Router router = VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(port));
        router.route().handler(guard::admit);
        // never by GET: a picture of a foreign page could command by it, since a browser names no origin then
        router.post(JOLOKIA).handler(guard::ask);
        router.post(JOLOKIA).handler(BodyHandler.create(false).setBodyLimit(LARGEST_REQUEST));
        // not one after the other: an answer that waits for the target must not hold up the status
        router.post(JOLOKIA).handler(new BlockingHandlerDecorator(handler(jolokia), false));
        router.get().handler(Assets.load());
    }

    @SuppressWarnings("unchecked")
    private static Handler<RoutingContext> handler(DefaultJolokiaPlatformHttpPlugin jolokia) {
        return (Handler<RoutingContext>) jolokia.getHandler();
    }

    /** Where it is, for people; empty if there is none. */
    public String describe() {
        return port == 0 ? "" : "http://" + host + ":" + port + "/";
    }
}
