package sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A running Sluice, asked and told over JMX: what one question costs it is a fraction of a millisecond. */
final class Jmx implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    Jmx(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        server = connector.getMBeanServerConnection();
    }

    JsonNode status() throws IOException, JMException {
        return JSON.readTree((String) server.getAttribute(new ObjectName("sluice:type=Status"), "Json"));
    }

    /** Changes that all lanes have applied since the process started. */
    long applied() throws IOException, JMException {
        long applied = 0;
        for (JsonNode lane : status().path("lanes")) {
            applied += lane.path("applied").asLong();
        }
        return applied;
    }

    /** Changes that are in Kafka since the process started. */
    long captured() throws IOException, JMException {
        return status().path("capture").path("captured").asLong();
    }

    /** @param verb start or stop */
    void route(String verb, String route) throws IOException, JMException {
        server.invoke(new ObjectName("org.apache.camel:context=sluice,type=routes,name=\"" + route + "\""), verb, new Object[0], new String[0]);
    }

    /**
     * The transactions in the target since the process started.
     *
     * @param millis that all of them took
     */
    record Commits(long count, long millis) {
    }

    Commits commits() throws IOException, JMException {
        AttributeList counters = server.getAttributes(new ObjectName("org.apache.camel:context=sluice,type=routes,name=\"commit-changes\""),
                new String[] {"ExchangesTotal", "TotalProcessingTime"});
        return new Commits((Long) ((Attribute) counters.get(0)).getValue(), (Long) ((Attribute) counters.get(1)).getValue());
    }

    /** @param value of a limit of all lanes, such as {@code batch-rows=500}, as {@code sluice throttle set} takes it */
    void limit(String value) throws IOException, JMException {
        server.invoke(new ObjectName("sluice:type=Throttle"), "set", new Object[] {"*", new String[] {value}}, new String[] {String.class.getName(), String[].class.getName()});
    }

    /** Bytes that the threads which are alive have allocated so far. A thread that ends takes its share with it. */
    long allocated() throws IOException {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).filter(bytes -> bytes > 0).sum();
    }

    void collect() throws IOException {
        memory().gc();
    }

    long usedHeap() throws IOException {
        return memory().getHeapMemoryUsage().getUsed();
    }

    private MemoryMXBean memory() throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
