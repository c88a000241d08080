package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import sluice.sandbox.Monitored;
import sluice.sandbox.SluiceProcess;

/** All that a running Sluice tells anybody about itself: its log, its command line, its MBeans, its pages, and what commands print of it. */
final class Told {
    private final Map<String, String> texts = new LinkedHashMap<>();

    static Told by(SluiceProcess sluice, Path settings, int monitoringPort) throws Exception {
        Told told = new Told();
        told.texts.put("log", sluice.output());
        told.texts.put("ps", Files.readString(Path.of("/proc", Long.toString(sluice.pid()), "cmdline")));
        told.mbeans(sluice.pid());
        for (String page : new String[] {"/observe/health", "/observe/metrics"}) {
            Monitored.Answer answer = new Monitored(monitoringPort).get(page);
            assertEquals(200, answer.status(), page);
            told.texts.put(page, answer.body());
        }
        told.command("status", "--json", "--pid", Long.toString(sluice.pid()));
        for (String command : new String[] {"config check", "connect-config"}) {
            told.command((command + " --config " + settings).split(" "));
        }
        return told;
    }

    private void command(String... arguments) throws IOException, InterruptedException {
        CommandLine run = CommandLine.run(arguments);
        assertEquals(0, run.exitCode(), run::output);
        texts.put(String.join(" ", arguments), run.output());
    }

    private void mbeans(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            for (ObjectName name : server.queryNames(null, null)) {
                mbean(server, name);
            }
        } finally {
            machine.detach();
        }
    }

    private void mbean(MBeanServerConnection server, ObjectName name) throws IOException, JMException {
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
            if (attribute.isReadable()) {
                texts.put(name + " " + attribute.getName(), answer(() -> server.getAttribute(name, attribute.getName())));
            }
        }
        for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
            if (operation.getName().startsWith("dump") && operation.getSignature().length == 0) {
                texts.put(name + " " + operation.getName(), answer(() -> server.invoke(name, operation.getName(), new Object[0], new String[0])));
            }
        }
    }

    @FunctionalInterface
    private interface Question {
        Object ask() throws IOException, JMException;
    }

    /** A question that cannot be answered is answered by its failure, which must not tell a secret either. */
    private static String answer(Question question) throws IOException {
        try {
            return Arrays.deepToString(new Object[] {question.ask()});
        } catch (JMException | JMRuntimeException e) {
            return e.toString();
        }
    }

    int size() {
        return texts.size();
    }

    void assertNone(Collection<String> secrets) {
        texts.forEach((place, text) -> secrets.forEach(secret -> assertFalse(text.contains(secret), () -> place + " tells " + secret + ":\n" + text)));
    }
}
