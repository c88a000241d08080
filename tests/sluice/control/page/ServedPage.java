package sluice.control.page;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.main.Main;
import sluice.control.Settings;
import sluice.sandbox.Project;

/** The page's server in this JVM, in front of MBeans that a test makes: for what needs no migration. */
public final class ServedPage implements AutoCloseable {

    private final int port = Project.freePort();
    private final List<ObjectName> beans = new ArrayList<>();
    private final Main camel = new Main();

    /** @param settings besides the port */
    public ServedPage(Map<String, String> settings) throws Exception {
        Properties all = new Properties();
        Map.of("source.hostname", "h", "source.user", "u", "source.password", "p", "source.databases", "d", "kafka.brokers", "h:1", "topics.prefix", "t",
                "target.url", "jdbc:h2:mem:t", "target.user", "u", "target.password", "p").forEach(all::setProperty);
        all.setProperty("page.port", Integer.toString(port));
        settings.forEach(all::setProperty);
        Page page = new Page(Settings.load(null, Map.of(), all));
        camel.setPropertyPlaceholderLocations("false");
        camel.configure().withName("sluice");
        page.configure(camel);
        camel.start();
        page.serve(camel.getCamelContext());
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** @param name behind {@code sluice:type=} */
    public ServedPage with(String name, Object bean) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName object = new ObjectName("sluice:type=" + name);
        if (server.isRegistered(object)) {
            server.unregisterMBean(object);
        }
        server.registerMBean(bean, object);
        beans.add(object);
        return this;
    }

    @Override
    public void close() throws Exception {
        camel.stop();
        for (ObjectName bean : beans) {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(bean);
        }
    }
}
