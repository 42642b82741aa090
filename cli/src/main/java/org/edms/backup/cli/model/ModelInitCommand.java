package org.edms.backup.cli.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.draft.ModelDraft;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a draft of a model. */
@Command(
        name = "init",
        description = {
            "Writes a draft of a model from a database.",
            "The draft contains keys, references without a foreign key, secrets and columns that name files, each with the reason. "
                    + "Comments say what a person must decide. The database is not changed."
        },
        mixinStandardHelpOptions = true)
final class ModelInitCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Mixin
    private DatabaseOption database;

    @Option(
            names = "--files",
            paramLabel = "NAME=DIR",
            description =
                    "a directory with files of the EDMS, and its name in packages; repeatable. Columns with paths of "
                            + "these files are found")
    private Map<String, Path> files;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "the schema to describe (default: the one with the most tables)")
    private String schema;

    @Option(
            names = {"--output", "-o"},
            paramLabel = "FILE",
            description = "write the draft to this file (default: print it)")
    private Path file;

    @Option(names = "--force", description = "overwrite the file in --output")
    private boolean force;

    private record Draft(String file, String model) {}

    @Override
    public Integer call() throws IOException {
        if (file != null && !force && Files.exists(file)) {
            throw new BackupException(ErrorCode.NAME_TAKEN, file + " already exists; --force overwrites it");
        }
        String draft = ModelDraft.of(database.database(System.getenv()), roots(), schema);
        if (file != null) {
            Files.writeString(file, draft, StandardCharsets.UTF_8);
        }
        if (output.json()) {
            output.print(new Draft(file == null ? null : file.toString(), draft));
        } else if (file == null) {
            output.line("%s", draft.stripTrailing());
        } else {
            long decisions =
                    draft.lines().filter(line -> line.contains("Decide:")).count();
            output.line(
                    "%s: %s lines to decide; then run edms-backup model check %s", file, Output.count(decisions), file);
        }
        return ExitCode.DONE.number();
    }

    private List<FileRoot> roots() {
        return files == null
                ? List.of()
                : files.entrySet().stream()
                        .map(root -> new FileRoot(root.getKey(), root.getValue()))
                        .toList();
    }
}
