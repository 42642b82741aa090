package org.edms.backup.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.draft.ModelReview;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares a model with a database. */
@Command(
        name = "check",
        description = {
            "Compares a model with a database.",
            "Shows what does not fit (exit code 2), what is ambiguous or not covered (exit code 3), and how the rows of each table "
                    + "would be matched. The database is not changed."
        },
        mixinStandardHelpOptions = true)
final class ModelCheckCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Mixin
    private DatabaseOption database;

    @Parameters(paramLabel = "FILE", description = "the model, or the name of a shipped model")
    private Path model;

    @Override
    public Integer call() throws IOException {
        ModelReview review = ModelReview.of(database.database(System.getenv()), ModelFile.read(model));
        if (output.json()) {
            output.print(review);
        } else {
            ReviewText.print(review, output);
        }
        if (!review.misfits().isEmpty()) {
            return ExitCode.WRONG_USAGE.number();
        }
        boolean open = !review.ambiguous().isEmpty() || !review.uncovered().isEmpty();
        return (open ? ExitCode.DONE_WITH_WARNINGS : ExitCode.DONE).number();
    }
}
