package org.edms.backup.cli.option;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.cli.remote.Token;
import org.edms.backup.cli.remote.TrustedCertificates;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that select where a command runs: in this process or on a server. Options that do not apply there are rejected. */
public final class ConnectionOptions {

    private static final String SERVER = "EDMS_BACKUP_URL";
    private static final String TOKEN = "EDMS_BACKUP_TOKEN";
    private static final String TOKEN_FILE = "EDMS_BACKUP_TOKEN_FILE";

    private static final String NOT_WITH_A_SERVER = "is not supported with a server: omit it, or add --local";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "run on this backup service (default: EDMS_BACKUP_URL, if set)")
    private String server;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "run on the suite that up or demo started on this machine with this data directory")
    private Path data;

    @Option(names = "--local", description = "run in this process, without a server")
    private boolean local;

    @ServiceOnly
    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "file with the bearer token for the server (default: EDMS_BACKUP_TOKEN_FILE, or the token in "
                    + "EDMS_BACKUP_TOKEN)")
    private Path tokenFile;

    @ServiceOnly
    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "PEM file with the CA certificates to trust for the server")
    private Path authorities;

    /** The server to run on; nothing to run in this process. */
    public Optional<ServiceClient> server(Map<String, String> environment) throws IOException {
        if (Stream.of(local, server != null, data != null)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--server, --data and --local exclude each other");
        }
        if (data != null) {
            reject(LocalOnly.class, NOT_WITH_A_SERVER);
            if (tokenFile != null || authorities != null) {
                throw new BackupException(
                        ErrorCode.WRONG_USAGE,
                        (tokenFile == null ? "--cacert" : "--token-file")
                                + " is not supported with --data: the data directory contains the token and the certificate");
            }
            return Optional.of(suite(environment).orElseThrow().server());
        }
        String url = server == null ? environment.getOrDefault(SERVER, "") : server;
        if (local || url.isBlank()) {
            reject(ServiceOnly.class, "needs a server: specify it with --server");
            return Optional.empty();
        }
        reject(LocalOnly.class, NOT_WITH_A_SERVER);
        return Optional.of(ServiceClient.at(
                url, token(environment), authorities == null ? null : TrustedCertificates.sslContext(authorities)));
    }

    /** The suite in {@code --data}; without any server, one that runs in the default directory of up or demo. */
    public Optional<LocalSuite> suite(Map<String, String> environment) throws IOException {
        if (data != null) {
            return Optional.of(new LocalSuite(data).requireRunning());
        }
        if (local || server != null || !environment.getOrDefault(SERVER, "").isBlank()) {
            return Optional.empty();
        }
        return LocalSuite.findRunning();
    }

    private Token token(Map<String, String> environment) {
        if (tokenFile != null) {
            return Token.fromFile(tokenFile);
        }
        if (environment.containsKey(TOKEN_FILE)) {
            return Token.fromFile(Path.of(environment.get(TOKEN_FILE)));
        }
        return environment.containsKey(TOKEN) ? Token.of(new Secret(environment.get(TOKEN))) : Token.none();
    }

    private void reject(Class<? extends Annotation> kind, String why) {
        for (OptionSpec given : command.commandLine().getParseResult().matchedOptions()) {
            if (given.userObject() instanceof Field field
                    && (field.isAnnotationPresent(kind)
                            || field.getDeclaringClass().isAnnotationPresent(kind))) {
                throw new BackupException(ErrorCode.WRONG_USAGE, given.longestName() + " " + why);
            }
        }
    }

    /** Rejects every other option, except those for the connection and the output. */
    public void rejectOptionsExcept(Set<String> names, String why) {
        optionsExcept(names).findFirst().ifPresent(given -> {
            throw new BackupException(ErrorCode.WRONG_USAGE, given.longestName() + " " + why);
        });
    }

    /** Whether no other option is given, except those for the connection and the output. */
    public boolean hasOnlyOptions(Set<String> names) {
        return optionsExcept(names).findAny().isEmpty();
    }

    private Stream<OptionSpec> optionsExcept(Set<String> names) {
        return command.commandLine().getParseResult().matchedOptions().stream()
                .filter(given -> given.userObject() instanceof Field field
                        && field.getDeclaringClass() != ConnectionOptions.class
                        && field.getDeclaringClass() != Output.class)
                .filter(given -> Stream.of(given.names()).noneMatch(names::contains));
    }
}
