package org.edms.backup.cli.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.edms.backup.cli.option.KeyOptions;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ProgramVersion;
import org.edms.backup.engine.age.Recipient;
import org.edms.backup.engine.legacy.Conversion;
import org.edms.backup.engine.legacy.ConversionRequest;
import org.edms.backup.engine.legacy.ConversionResult;
import org.edms.backup.engine.legacy.rows.ModelCounts;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.model.ShippedModels;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Converts a package of the earlier system. */
@Command(
        name = "convert",
        description = {
            "Converts a package of the earlier system.",
            "The result can be restored. What is missing in it is reported."
        },
        mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {

    @Mixin
    private KeyOptions keys;

    @Mixin
    private Output output;

    @Parameters(
            paramLabel = "LEGACY",
            description = "the package to convert: .tar.gz, .tar, .json or .json.gz, detected by content")
    private Path legacy;

    @Option(
            names = {"--output", "-o"},
            paramLabel = "PATH",
            required = true,
            description =
                    "write the package to this file (required); its name ends in .tar.zst, .tar.gz or .tar, plus .age if encrypted")
    private Path path;

    @Option(names = "--force", description = "overwrite the file in --output")
    private boolean force;

    @Option(
            names = "--files-only",
            description = "convert only the files, even if there are no rows or they cannot be read")
    private boolean filesOnly;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "the model that maps records to tables, in the format of edms-model.yaml (default: the built-in "
                            + "model)")
    private Path model;

    @Option(
            names = "--skip-model",
            paramLabel = "NAME",
            description = "leave out the records of this model, such as reports.report; repeatable")
    private Set<String> skipModels;

    @Mixin
    private RecipientOptions recipientOptions;

    @Override
    public Integer call() throws IOException {
        Path target = path.toAbsolutePath();
        if (!Files.isDirectory(target.getParent())) {
            throw new BackupException(ErrorCode.STORE_NOT_WRITABLE, target.getParent() + " is not a directory");
        }
        Conversion conversion = new Conversion(new DirectoryStore(target.getParent()), request(), Clock.systemUTC());
        ConversionResult result = Cancellation.run(conversion::run);
        print(result);
        ExitCode code = result.manifest().withWarnings() ? ExitCode.DONE_WITH_WARNINGS : ExitCode.DONE;
        return code.number();
    }

    private ConversionRequest request() throws IOException {
        List<Recipient> recipients = recipientOptions.recipients();
        return new ConversionRequest(
                legacy,
                model == null ? ShippedModels.ofEarlierPackages() : ModelFile.read(model),
                filesOnly,
                skipModels == null ? Set.of() : skipModels,
                new ConversionRequest.To(name(!recipients.isEmpty()), force, recipients, keys.identities()),
                System.getProperty("user.name"),
                ProgramVersion.text(),
                Runtime.getRuntime().availableProcessors());
    }

    private PackageFileName name(boolean encrypted) {
        String name = path.toAbsolutePath().getFileName().toString();
        if (!PackageFileName.isValid(name)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    name + ": the name of a package must end in .tar.zst, .tar.gz or .tar, plus .age if encrypted");
        }
        PackageFileName parsed = PackageFileName.parse(name);
        if (parsed.encrypted() != encrypted) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, name + ": the name must end in .age if, and only if, --recipient is given");
        }
        return parsed;
    }

    private record Summary(
            String outcome,
            Object stored,
            long read,
            long written,
            long references,
            long files,
            List<ModelCounts> models,
            Object manifest) {}

    private void print(ConversionResult result) throws IOException {
        Manifest manifest = result.manifest();
        long files = manifest.roots().stream().mapToLong(Manifest.Root::files).sum();
        if (output.json()) {
            String outcome = manifest.withWarnings() ? "COMPLETED_WITH_WARNINGS" : "COMPLETED";
            output.print(new Summary(
                    outcome,
                    result.stored(),
                    result.read(),
                    result.written(),
                    result.references(),
                    files,
                    result.models(),
                    manifest));
            return;
        }
        if (!result.models().isEmpty()) {
            printModels(result);
        }
        output.line("%s", result.stored().name());
        output.line(
                "%s of %s records converted to rows, %s references to rows of the target, %s files, %s; verified",
                Output.count(result.written()),
                Output.count(result.read()),
                Output.count(result.references()),
                Output.count(files),
                Output.bytes(result.stored().bytes()));
        manifest.leftOut().forEach(left -> output.line("left out: %s (%s)", left.what(), left.why()));
        ManifestText.model(manifest, output);
        ManifestText.findings(manifest, output);
    }

    private void printModels(ConversionResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("model", "records", "rows", "join rows", "references"));
        for (ModelCounts each : result.models()) {
            rows.add(List.of(
                    each.model(),
                    Output.count(each.read()),
                    Output.count(each.written()),
                    Output.count(each.joined()),
                    Output.count(each.references())));
        }
        output.table(rows);
    }
}
