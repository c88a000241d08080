package sluice.control.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may ask the page's server, and for what.
 *
 * <p>The attacks: an operator's browser shows a foreign page, which sends requests to this machine's own addresses; they come from here, so a server that
 * listens at this machine alone would take them. A form or a script of that page is told by its {@code Origin}, and a foreign name that was made to point here (DNS
 * rebinding) by the {@code Host}: both have to be names of this server. The password is asked as a header that browsers send for no other page.
 */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;

    private final Set<String> names;
    private final byte[] password;

    /**
     * @param names    by which it may be called, besides this machine's own
     * @param password empty if none is asked for
     */
    Guard(List<String> names, String password) {
        this.names = new TreeSet<>(LOCAL);
        names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
        this.password = password.getBytes(StandardCharsets.UTF_8);
    }

    /** Turns away what comes by a foreign name or from a foreign page. What passes gets the headers that keep a browser to this server. */
    void admit(RoutingContext context) {
        String host = context.request().getHeader(HttpHeaders.HOST);
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (host == null || !names.contains(name(host))) {
            refuse(context, FORBIDDEN, "not served under the name '" + host + "'; page.names lists those that it has besides localhost");
        } else if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            refuse(context, FORBIDDEN, "not for another page");
        } else {
            context.response().putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
                    .putHeader("X-Content-Type-Options", "nosniff").putHeader("Referrer-Policy", "same-origin");
            context.next();
        }
    }

    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        return (colon > host.lastIndexOf(']') ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    /** Lets pass who knows the password: as a bearer token, as the page sends it, or with any user's name, as JMX tools do. */
    void ask(RoutingContext context) {
        if (password.length == 0 || isRight(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            context.next();
        } else {
            refuse(context, UNAUTHORIZED, "the password of the page is wrong or missing (page.password)");
        }
    }

    private boolean isRight(String authorization) {
        if (authorization == null) {
            return false;
        }
        if (authorization.startsWith(BEARER)) {
            return MessageDigest.isEqual(password, authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
        }
        if (!authorization.startsWith(BASIC)) {
            return false;
        }
        try {
            String both = new String(Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
            return MessageDigest.isEqual(password, both.substring(both.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            LOG.debug("credentials that are none", e);
            return false;
        }
    }

    private static void refuse(RoutingContext context, int status, String why) {
        LOG.debug("{} {}: {}", status, context.request().path(), why);
        context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8").end(why + "\n");
    }
}
