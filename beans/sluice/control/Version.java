package sluice.control;

import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest, and the Java that runs it: what a report of a fault has to name. */
final class Version implements IVersionProvider {

    /** {@code unpackaged} where there is no jar, as in tests. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Sluice " + number() + " (Java " + Runtime.version() + ")"};
    }
}
