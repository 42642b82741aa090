package org.edms.backup.cli.model;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Drafts and checks models. */
@Command(
        name = "model",
        description = {
            "Drafts and checks the model of an EDMS.",
            "A model says what identifies a row in every system, which columns are secret, name files or reference other rows."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ModelInitCommand.class, ModelCheckCommand.class})
public final class ModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: init or check");
    }
}
