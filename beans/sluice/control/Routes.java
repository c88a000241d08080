package sluice.control;

import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.monitoring.Monitoring;
import sluice.control.page.Page;

/**
 * Camel with the operator's routes, from the start to a clean end.
 *
 * <p>Its placeholders are the settings and nothing else: Camel's own look-ups of the environment and of
 * {@code application.properties} on the class path are off, since they would bypass the checks, and would take
 * {@code file:...} for the password itself. Live reload stays off: it drops templated routes.
 */
public final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger("sluice");

    private final Settings settings;
    private final RouteFiles files;
    private final Monitoring monitoring;
    private final Page page;
    private final StopLimit stopLimit;
    private boolean empty;

    Routes(Settings settings, RouteFiles files) {
        this.settings = settings;
        this.files = files;
        this.monitoring = new Monitoring(settings);
        this.page = new Page(settings);
        this.stopLimit = new StopLimit(settings.integer("stop.wait.seconds"));
    }

    /** Returns when the process is told to stop, and everything has ended. */
    int run() throws Exception {
        Main main = main();
        main.addMainListener(new Announcement());
        try {
            main.run();
        } catch (Exception failure) {
            main.shutdown();
            stopLimit.reached(true); // what is to be told is why it did not start
            throw new StartException(failure);
        }
        stopLimit.reached(!main.getCamelContext().getShutdownStrategy().hasTimeoutOccurred());
        if (empty) {
            throw new StartException(files.directory());
        }
        LOG.info("stopped");
        return main.getExitCode();
    }

    private Main main() {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("false");
        main.setOverrideProperties(settings.asProperties());
        main.bind("settings", settings);
        main.configure().withName("sluice")
                .withRoutesIncludePattern(files.pattern())
                .withRoutesReloadEnabled(false)
                .withJmxEnabled(true)
                .withShutdownTimeout(stopLimit.seconds());
        leaveConsumersAlone(main);
        monitoring.configure(main);
        page.configure(main);
        return main;
    }

    /**
     * A suspension waits for the batch that is under way. If the target hangs, Camel's time for it runs out, and Camel would stop the
     * consumers for good behind a route that says Suspended; a resume would then be Started, with nobody who polls. So it
     * leaves them alone: the lane's gate is suspended by then, and the batch ends when the target answers.
     */
    public static void leaveConsumersAlone(Main main) {
        main.configure().setShutdownNowOnTimeout(false);
    }

    /** Placeholders are looked up in the settings, and nowhere else. */
    public static void readSettingsAlone(BaseMainSupport main) {
        PropertiesComponent placeholders = (PropertiesComponent) main.getCamelContext().getPropertiesComponent();
        placeholders.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        placeholders.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    }

    /** One line in the place of Camel's banner. */
    private final class Announcement extends MainListenerSupport {

        @Override
        public void beforeConfigure(BaseMainSupport main) {
            readSettingsAlone(main);
        }

        @Override
        public void afterStart(BaseMainSupport main) {
            CamelContext camel = main.getCamelContext();
            empty = camel.getRoutesSize() == 0;
            if (empty) {
                // An exception here would be logged by Camel, and leave the context running.
                ((Main) main).completed();
                return;
            }
            LOG.info("Sluice {} runs, {} route(s) from {}; stop it with Ctrl-C or SIGTERM", Version.number(),
                    camel.getRoutesSize(), files.directory());
            if (!monitoring.describe().isEmpty()) {
                LOG.info("Health and metrics are at {}", monitoring.describe());
            }
            serve(camel);
        }

        private void giveUp(CutoverControl cutover) {
            try {
                cutover.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Without its page a migration goes on. */
        private void serve(CamelContext camel) {
            try {
                page.serve(camel);
                if (!page.describe().isEmpty()) {
                    LOG.info("The page is at {}", page.describe());
                }
            } catch (Exception e) {
                LOG.error("The page cannot be served", e);
            }
        }

        @Override
        public void beforeStop(BaseMainSupport main) {
            LOG.info("stopping: what is under way ends first, for at most {} s", stopLimit.seconds());
            stopLimit.begin();
            CutoverControl cutover = main.getCamelContext().getRegistry().lookupByNameAndType("cutoverControl", CutoverControl.class);
            if (cutover != null) {
                giveUp(cutover);
            }
        }
    }
}
