package sluice.control;

import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * The operator's routes and the beans that they call, loaded and not started, for a command that asks them or calls one of them.
 *
 * <p>The rule: nothing is captured, polled or looked at here, and nothing of other processes is disturbed. That is why capture is off: Camel starts
 * the Kafka producer of a route that is not started, and it would fence off the process that captures.
 */
final class IdleRoutes implements AutoCloseable {

    private final Main main = new Main();

    IdleRoutes(Settings settings, RouteFiles files) {
        Settings idle = settings.with("capture.enabled", "false", "this command").with("status.seconds", "0", "this command")
                .with("parking.topic", "", "this command");
        main.setPropertyPlaceholderLocations("false");
        main.setOverrideProperties(idle.asProperties());
        main.bind("settings", idle);
        main.configure().withName("sluice-idle").withRoutesIncludePattern(files.pattern()).withRoutesReloadEnabled(false)
                .withJmxEnabled(false).withAutoStartup(false);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                Routes.readSettingsAlone(support);
            }
        });
    }

    /** Loads all, and starts these routes: such that wait to be called. */
    CamelContext start(String... called) throws Exception {
        try {
            main.start();
            CamelContext camel = main.getCamelContext();
            for (String route : called) {
                camel.getRouteController().startRoute(route);
            }
            return camel;
        } catch (Exception failure) {
            throw new StartException(failure);
        }
    }

    @Override
    public void close() {
        main.stop();
        main.shutdown();
    }
}
