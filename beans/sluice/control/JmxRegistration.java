package sluice.control;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Puts beans where JMX clients find them. One that an earlier start in this process has left under a name is replaced. */
final class JmxRegistration {

    private JmxRegistration() {
    }

    static void register(Object bean, String name) throws JMException {
        unregister(name);
        ManagementFactory.getPlatformMBeanServer().registerMBean(bean, new ObjectName(name));
    }

    /** Does nothing where there is none of that name. */
    static void unregister(String name) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName object = new ObjectName(name);
        if (server.isRegistered(object)) {
            server.unregisterMBean(object);
        }
    }
}
