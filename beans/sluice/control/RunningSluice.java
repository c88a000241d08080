package sluice.control;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Sluice that runs on this machine under this user, reached by JMX without an open port.
 *
 * <p>It is chosen only when it is the only one, or when its process id is given: a command must never stop the lane
 * of another migration.
 */
final class RunningSluice implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningSluice.class);
    private static final String ROUTES = "org.apache.camel:context=sluice,type=routes,name=";

    private final String pid;
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private RunningSluice(String pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /** Finds it. {@code pidOrNull}: the process to talk to, where there are several. */
    static RunningSluice find(Long pidOrNull) throws IOException {
        if (pidOrNull != null) {
            return attach(pidOrNull.toString());
        }
        List<VirtualMachineDescriptor> found = VirtualMachine.list().stream().filter(RunningSluice::runs).toList();
        if (found.isEmpty()) {
            throw new NoRunningSluiceException("no running Sluice found; start it with 'sluice run', or try as the "
                    + "user that runs it, on the host (or in the container) where it runs");
        } else if (found.size() > 1) {
            throw new NoRunningSluiceException("several Sluices run; choose one with --pid: " + found.stream()
                    .map(machine -> machine.id() + " (" + machine.displayName() + ")").collect(Collectors.joining(", ")));
        }
        return attach(found.get(0).id());
    }

    /**
     * One whose JVM was started with a port for JMX.
     *
     * @param address  host and port, such as {@code db-host:9010}
     * @param user     null where the JVM asks for none
     * @param password null without a user
     */
    static RunningSluice at(String address, String user, String password) throws IOException {
        Map<String, Object> environment = user == null ? Map.of() : Map.of(JMXConnector.CREDENTIALS, new String[] {user, password});
        try {
            return open(address, JMXConnectorFactory.connect(new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + address + "/jmxrmi"), environment));
        } catch (IOException | SecurityException refused) {
            throw new NoRunningSluiceException(address + " cannot be reached by JMX: " + RootCause.of(refused)
                    + "; does its JVM listen there (docs/cli.md), and are user and password right?");
        }
    }

    private static RunningSluice open(String process, JMXConnector connector) throws IOException {
        RunningSluice sluice = new RunningSluice(process, connector);
        if (sluice.server.queryNames(name("org.apache.camel:context=sluice,type=context,*"), null).isEmpty()) {
            sluice.close();
            throw new NoRunningSluiceException("process " + process + " runs no routes of Sluice (still starting, or "
                    + "another program); try again in a moment");
        }
        return sluice;
    }

    /** All that run here under this user and can be reached. */
    static List<RunningSluice> all() throws IOException {
        List<RunningSluice> reached = new ArrayList<>();
        for (VirtualMachineDescriptor machine : VirtualMachine.list()) {
            if (runs(machine)) {
                try {
                    reached.add(attach(machine.id()));
                } catch (NoRunningSluiceException e) {
                    LOG.debug("process {} is passed over", machine.id(), e);
                }
            }
        }
        return reached;
    }

    /** By the command line of the process: the main class or the jar, then {@code run} or nothing. */
    static boolean runs(VirtualMachineDescriptor machine) {
        String[] words = machine.displayName().strip().split("\\s+");
        boolean ours = words[0].equals(Sluice.class.getName()) || words[0].matches("(.*[/\\\\])?sluice[^/\\\\]*\\.jar");
        boolean other = words.length > 1 && !words[1].equals("run");
        return ours && !other && !machine.id().equals(Long.toString(ProcessHandle.current().pid()));
    }

    /** Only a process that is known to be a JVM: attaching sends SIGQUIT, which ends any other one. */
    private static RunningSluice attach(String pid) throws IOException {
        if (VirtualMachine.list().stream().noneMatch(machine -> machine.id().equals(pid))) {
            throw new NoRunningSluiceException("process " + pid + " cannot be reached: it is not there, or no Java process of this user");
        }
        return open(pid, connect(pid));
    }

    private static JMXConnector connect(String pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(pid);
            try {
                return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException refused) {
            throw new NoRunningSluiceException("process " + pid + " cannot be reached: " + RootCause.of(refused)
                    + "; is it a Java process of this user?");
        }
    }

    /** An attribute of {@link Status}. */
    String status(String attribute) throws IOException, JMException {
        return (String) server.getAttribute(registered(Status.NAME), attribute);
    }

    /** What is read from the source once more, one line a table. */
    String resyncsAsJson() throws IOException, JMException {
        return (String) server.getAttribute(registered(ResyncControl.NAME), "Json");
    }

    String resyncs() throws IOException, JMException {
        return (String) server.getAttribute(registered(ResyncControl.NAME), "Table");
    }

    /**
     * An operation of {@link ResyncControl}: plan and resync take the tables and a condition, cancel the tables.
     *
     * @throws RefusedByProcessException with the process's own words
     */
    String resync(String operation, String[] tables, String... condition) throws IOException, JMException {
        Object[] arguments = condition.length == 0 ? new Object[] {tables} : new Object[] {tables, condition[0]};
        String[] types = condition.length == 0 ? new String[] {String[].class.getName()}
                : new String[] {String[].class.getName(), String.class.getName()};
        try {
            return (String) server.invoke(registered(ResyncControl.NAME), operation, arguments, types);
        } catch (RuntimeMBeanException e) {
            throw new RefusedByProcessException(e.getCause());
        }
    }

    /** An attribute of {@link ThrottleControl}. */
    String limits(String attribute) throws IOException, JMException {
        return (String) server.getAttribute(registered(ThrottleControl.NAME), attribute);
    }

    /**
     * Sets limits of a lane, or of all.
     *
     * @throws RefusedByProcessException with the process's own words
     */
    String limit(String lane, String[] values) throws IOException, JMException {
        try {
            return (String) server.invoke(registered(ThrottleControl.NAME), "set", new Object[] {lane, values},
                    new String[] {String.class.getName(), String[].class.getName()});
        } catch (RuntimeMBeanException e) {
            throw new RefusedByProcessException(e.getCause());
        }
    }

    private ObjectName registered(String text) throws IOException {
        ObjectName found = name(text);
        if (!server.isRegistered(found)) {
            throw new NoRunningSluiceException("process " + pid + " is still starting; try again in a moment");
        }
        return found;
    }

    /** Ids in alphabetical order. */
    Set<String> routes() throws IOException {
        return server.queryNames(name(ROUTES + "*"), null).stream()
                .map(route -> ObjectName.unquote(route.getKeyProperty("name")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Started, Stopped, Suspended. */
    String state(String route) throws IOException, JMException {
        return (String) server.getAttribute(known(route), "State");
    }

    /** The URI of the endpoint that a route reads from, with its options. */
    String endpoint(String route) throws IOException, JMException {
        return (String) server.getAttribute(known(route), "EndpointUri");
    }

    String pid() {
        return pid;
    }

    /** {@code operation}: start, stop, suspend or resume. */
    void invoke(String operation, String route) throws IOException, JMException {
        server.invoke(known(route), operation, new Object[0], new String[0]);
    }

    private ObjectName known(String route) throws IOException {
        Set<String> routes = routes();
        if (!routes.contains(route)) {
            throw new UnknownRouteException(route, routes);
        }
        return name(ROUTES + ObjectName.quote(route));
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalArgumentException(text, impossible);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
