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
import org.edms.backup.engine.age.PublicKey;
import org.edms.backup.engine.age.Recipient;
import org.edms.backup.engine.legacy.Conversion;
import org.edms.backup.engine.legacy.ConversionRequest;
import org.edms.backup.engine.legacy.ConversionResult;
import org.edms.backup.engine.legacy.rows.ModelCounts;
import org.edms.backup.engine.model.ModelFile;
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

/** Turns a package of an earlier system into one of today's form. */
@Command(
        name = "convert",
        description = "Turns a package of an earlier system into one that can be restored, or says what it lacks.",
        mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {

    @Mixin
    private KeyOptions keys;

    @Mixin
    private Output output;

    @Parameters(
            paramLabel = "LEGACY",
            description = "the file: .tar.gz, .tar, .json or .json.gz; what is in it counts, not how it is called")
    private Path legacy;

    @Option(
            names = {"--output", "-o"},
            paramLabel = "PATH",
            required = true,
            description = "the package's file, whose name ends in .tar.zst, .tar.gz or .tar, and in .age if it is "
                    + "encrypted")
    private Path path;

    @Option(names = "--force", description = "replace the file that --output names, if it exists")
    private boolean force;

    @Option(
            names = "--files-only",
            description = "take the files alone, also when there are no rows or they cannot be read")
    private boolean filesOnly;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "what the records mean, in the form of edms-model.yaml; without it: the model that is shipped")
    private Path model;

    @Option(
            names = "--skip-model",
            paramLabel = "NAME",
            description = "leave out the records of a model, such as reports.report; repeatable")
    private Set<String> skipModels;

    @Option(
            names = "--recipient",
            paramLabel = "AGE-KEY",
            description = "encrypt so that the holder of the private key can open it; repeatable")
    private List<String> recipients;

    @Override
    public Integer call() throws IOException {
        Path target = path.toAbsolutePath();
        if (!Files.isDirectory(target.getParent())) {
            throw new BackupException(ErrorCode.STORE_NOT_WRITABLE, target.getParent() + " is no directory");
        }
        Conversion conversion = new Conversion(new DirectoryStore(target.getParent()), request(), Clock.systemUTC());
        ConversionResult result = Cancellation.around(conversion::run);
        tell(result);
        ExitCode code = result.manifest().withWarnings() ? ExitCode.DONE_WITH_WARNINGS : ExitCode.DONE;
        return code.number();
    }

    private ConversionRequest request() throws IOException {
        List<Recipient> holders = new ArrayList<>();
        if (recipients != null) {
            recipients.forEach(key -> holders.add(PublicKey.parse(key)));
        }
        return new ConversionRequest(
                legacy,
                ModelFile.read(model),
                filesOnly,
                skipModels == null ? Set.of() : skipModels,
                new ConversionRequest.To(name(!holders.isEmpty()), force, holders, keys.identities()),
                System.getProperty("user.name"),
                ProgramVersion.text(),
                Runtime.getRuntime().availableProcessors());
    }

    private PackageFileName name(boolean encrypted) {
        String name = path.toAbsolutePath().getFileName().toString();
        if (!PackageFileName.isValid(name)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    name + ": a package's name ends in .tar.zst, .tar.gz or .tar, and in .age if encrypted");
        }
        PackageFileName parsed = PackageFileName.parse(name);
        if (parsed.encrypted() != encrypted) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, name + ": a name ends in .age where --recipient is given, and only there");
        }
        return parsed;
    }

    private record Told(
            String outcome,
            Object stored,
            long read,
            long written,
            long references,
            long files,
            List<ModelCounts> models,
            Object manifest) {}

    private void tell(ConversionResult result) throws IOException {
        Manifest manifest = result.manifest();
        long files = manifest.roots().stream().mapToLong(Manifest.Root::files).sum();
        if (output.json()) {
            String outcome = manifest.withWarnings() ? "COMPLETED_WITH_WARNINGS" : "COMPLETED";
            output.print(new Told(
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
            models(result);
        }
        output.line("%s", result.stored().name());
        output.line(
                "%s of %s records became rows, %s references to rows elsewhere, %s files, %s; verified",
                Output.count(result.written()),
                Output.count(result.read()),
                Output.count(result.references()),
                Output.count(files),
                Output.bytes(result.stored().bytes()));
        manifest.leftOut().forEach(left -> output.line("left out: %s (%s)", left.what(), left.why()));
        ManifestText.model(manifest, output);
        ManifestText.findings(manifest, output);
    }

    private void models(ConversionResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("model", "records", "rows", "rows that join", "references"));
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
