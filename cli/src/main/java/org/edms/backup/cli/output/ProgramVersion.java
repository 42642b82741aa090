package org.edms.backup.cli.output;

import picocli.CommandLine;

/** The version of this program, as {@code --version} prints it and as packages and reports record it. */
public final class ProgramVersion implements CommandLine.IVersionProvider {

    /** The name of this program and its version. */
    public static String text() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return "edms-backup " + (version == null ? "(not packaged)" : version);
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}
