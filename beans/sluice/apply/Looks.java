package sluice.apply;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What routes that look at something now and then do with a look that failed: the next one tries again. A reason is told
 * once for each route: a target that is away fails them several times a second.
 */
public final class Looks {

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    private final Map<String, String> told = new ConcurrentHashMap<>();

    /** The exchange's route has failed. */
    public void failed(Exchange exchange) {
        String reason = Fault.told(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        if (!reason.equals(told.put(exchange.getFromRouteId(), reason))) {
            LOG.warn("Route {} could not do its work and tries again: {}", exchange.getFromRouteId(), reason);
        }
    }
}
