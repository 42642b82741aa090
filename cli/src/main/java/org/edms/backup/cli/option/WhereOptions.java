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
import org.edms.backup.cli.remote.Authorities;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.cli.remote.Token;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the work is done here or by a server. An option that means nothing there is refused, not passed by. */
public final class WhereOptions {

    private static final String SERVER = "EDMS_BACKUP_URL";
    private static final String TOKEN = "EDMS_BACKUP_TOKEN";
    private static final String TOKEN_FILE = "EDMS_BACKUP_TOKEN_FILE";

    private static final String TO_A_SERVER = "means nothing to a server: leave it out, or say --local";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "let the backup service there do the work; without it: EDMS_BACKUP_URL, if that is set")
    private String server;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "let the suite do the work that up or demo runs on this machine, in that directory")
    private Path data;

    @Option(names = "--local", description = "work in this process, without the services")
    private boolean local;

    @ServerOnly
    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "the file with the bearer token for the server; without it: EDMS_BACKUP_TOKEN_FILE, "
                    + "or the token itself in EDMS_BACKUP_TOKEN")
    private Path tokenFile;

    @ServerOnly
    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "certificates, in PEM, of the authorities that the server's certificate is signed by")
    private Path authorities;

    /** The server that does the work; nothing where it is done here. */
    public Optional<Server> server(Map<String, String> environment) throws IOException {
        if (Stream.of(local, server != null, data != null).filter(said -> said).count() > 1) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--server, --data and --local: one of them");
        }
        if (data != null) {
            refuse(LocalOnly.class, TO_A_SERVER);
            if (tokenFile != null || authorities != null) {
                throw new BackupException(
                        ErrorCode.WRONG_USAGE,
                        (tokenFile == null ? "--cacert" : "--token-file")
                                + " does not go with --data: the directory of the suite holds both");
            }
            return Optional.of(suite(environment).orElseThrow().server());
        }
        String url = server == null ? environment.getOrDefault(SERVER, "") : server;
        if (local || url.isBlank()) {
            refuse(ServerOnly.class, "is of use with a server only: name it with --server");
            return Optional.empty();
        }
        refuse(LocalOnly.class, TO_A_SERVER);
        return Optional.of(
                Server.at(url, token(environment), authorities == null ? null : Authorities.in(authorities)));
    }

    /** The suite on this machine that is named, or, where nothing is, one that runs where up or demo put it by themselves. */
    public Optional<LocalSuite> suite(Map<String, String> environment) throws IOException {
        if (data != null) {
            return Optional.of(new LocalSuite(data).running());
        }
        if (local || server != null || !environment.getOrDefault(SERVER, "").isBlank()) {
            return Optional.empty();
        }
        return LocalSuite.usual();
    }

    private Token token(Map<String, String> environment) {
        if (tokenFile != null) {
            return Token.in(tokenFile);
        }
        if (environment.containsKey(TOKEN_FILE)) {
            return Token.in(Path.of(environment.get(TOKEN_FILE)));
        }
        return environment.containsKey(TOKEN) ? Token.of(new Secret(environment.get(TOKEN))) : Token.none();
    }

    private void refuse(Class<? extends Annotation> kind, String why) {
        for (OptionSpec given : command.commandLine().getParseResult().matchedOptions()) {
            if (given.userObject() instanceof Field field
                    && (field.isAnnotationPresent(kind)
                            || field.getDeclaringClass().isAnnotationPresent(kind))) {
                throw new BackupException(ErrorCode.WRONG_USAGE, given.longestName() + " " + why);
            }
        }
    }

    /** Refuses what the server has no use for in this case. */
    public void refuseAllBut(Set<String> names, String why) {
        allBut(names).findFirst().ifPresent(given -> {
            throw new BackupException(ErrorCode.WRONG_USAGE, given.longestName() + " " + why);
        });
    }

    /** Whether no other option is given, but for those that say where and how to print. */
    public boolean saysNothingBut(Set<String> names) {
        return allBut(names).findAny().isEmpty();
    }

    private Stream<OptionSpec> allBut(Set<String> names) {
        return command.commandLine().getParseResult().matchedOptions().stream()
                .filter(given -> given.userObject() instanceof Field field
                        && field.getDeclaringClass() != WhereOptions.class
                        && field.getDeclaringClass() != Output.class)
                .filter(given -> Stream.of(given.names()).noneMatch(names::contains));
    }
}
