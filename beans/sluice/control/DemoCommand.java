package sluice.control;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * {@code sluice demo}: hands over to the demo of the source tree.
 *
 * <p>The embedded servers that it needs are never on the production class path, so the jar alone can only say where
 * the demo is found.
 */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Shows the main job on real servers of its own: starts MySQL, Kafka and the target, moves a "
            + "database while it is written to, and compares every row.",
            "It is part of the source tree: './sluice demo' there. Options are handed on to it: --keep leaves the "
                + "servers up for exploring."})
final class DemoCommand implements Callable<Integer> {

    private static final String DEMO = "sluice.demo.Demo";

    @Spec
    private CommandSpec spec;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Class<?> demo;
        try {
            demo = Class.forName(DEMO);
        } catch (ClassNotFoundException notHere) {
            spec.commandLine().getErr().println("sluice: the demo is not in the jar, since it brings servers of its "
                    + "own; run ./sluice demo in the source tree");
            return ExitCode.FAILED;
        }
        return run(demo);
    }

    private Integer run(Class<?> demo) throws Exception {
        try {
            demo.getMethod("main", String[].class).invoke(null, (Object) arguments.toArray(new String[0]));
            return ExitCode.OK;
        } catch (InvocationTargetException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
