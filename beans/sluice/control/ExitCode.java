package sluice.control;

import sluice.assess.RefusedException;
import sluice.load.tune.TuningRefusedException;

/** How the program ends; scripts rely on the numbers. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int SERVER = 3;
    static final int NO_PROCESS = 4;
    static final int REFUSED = 5;
    static final int NOT_NOW = 6;
    static final int NOT_EQUAL = 7;

    private ExitCode() {
    }

    static int of(Exception failure) {
        if (failure instanceof SettingsException || failure instanceof UnknownRouteException) {
            return USAGE;
        } else if (failure instanceof PreflightException) {
            return SERVER;
        } else if (failure instanceof NoRunningSluiceException) {
            return NO_PROCESS;
        } else if (failure instanceof RefusedException) {
            return REFUSED;
        } else if (failure instanceof TuningRefusedException) {
            return NOT_NOW;
        }
        return FAILED;
    }
}
