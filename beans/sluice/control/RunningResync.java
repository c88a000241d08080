package sluice.control;

import java.io.IOException;
import java.util.Arrays;
import javax.management.JMException;
import sluice.verify.Repair;

/** Rows are read once more by the Sluice that runs on this machine and captures. */
final class RunningResync implements Repair.Resyncing {

    private final RunningSluice sluice;

    RunningResync(RunningSluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public void ask(String table, String condition) throws IOException, JMException {
        sluice.resync("resync", new String[] {table}, condition);
    }

    /** While capture starts nobody knows. */
    @Override
    public boolean isUnderWay(String table) throws IOException, JMException {
        return Arrays.stream(sluice.resyncs().split("\n")).anyMatch(line -> line.startsWith(table + ":") || line.startsWith("capture is starting"));
    }
}
