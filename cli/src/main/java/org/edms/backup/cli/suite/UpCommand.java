package org.edms.backup.cli.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.cli.remote.SuiteServers;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the whole suite on this machine. */
@Command(
        name = "up",
        description = {
            "Runs the suite on this machine.",
            "The suite consists of the three services, and PostgreSQL and Kafka unless you specify "
                    + "your own. It accepts only local connections, and runs until it is stopped."
        },
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {"data directory of the suite", "(default: ~/.edms-backup/up)"})
    private Path data;

    @Option(names = "--detach", description = "exit when the suite is ready, and leave it running")
    private boolean detach;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = {
                "the database of the EDMS:",
                "postgresql://user:password@host:port/name",
                "(default: DB_NAME and related variables, the EDMS of the last start, or an empty embedded EDMS).",
                "The password can also be in PGPASSWORD"
            })
    private String database;

    @Option(
            names = "--files",
            paramLabel = "NAME=DIR",
            description = "a directory with files of the EDMS, and its name in packages; repeatable")
    private Map<String, Path> files;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "the model of the EDMS, or the name of a shipped one (default: that of the last start, or the "
                            + "shipped model that fits)")
    private Path model;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description = "database of the services (default: embedded PostgreSQL)")
    private String serviceDatabase;

    @Option(
            names = "--kafka",
            paramLabel = "SERVERS",
            description = "Kafka servers, as host:port,... (default: embedded Kafka)")
    private String kafka;

    @Option(
            names = "--reconfigure",
            description =
                    "use only the servers, files and model of this command, and forget those saved in the data directory by the "
                            + "last start")
    private boolean reconfigure;

    @Override
    public Integer call() throws IOException {
        LocalSuite suite = new LocalSuite(data == null ? LocalSuite.defaultDirectory("up") : data);
        Optional<SuiteServers> saved = reconfigure ? Optional.empty() : SuiteServers.savedIn(suite);
        SuiteEnvironment environment = environment(saved);
        SuiteServers servers = SuiteServers.fromEnvironment(environment.variables());
        if (saved.isPresent()) {
            saved.get().requireSame(servers, suite.data());
        }
        SuiteProcess process = new SuiteStart(suite, environment.with(servers).variables(), detach, List.of()).run();
        LocalSuite.Ready ready = process.awaitReady(output.errors());
        if (output.json()) {
            output.print(ready);
        } else {
            SuiteInstructions.print(suite, ready, detach, output);
        }
        if (detach) {
            process.detach();
        } else {
            process.awaitEnd();
        }
        return ExitCode.DONE.number();
    }

    /** Options come first, then environment variables, then what the data directory saved. */
    private SuiteEnvironment environment(Optional<SuiteServers> saved) throws IOException {
        SuiteServers named = SuiteServers.fromEnvironment(System.getenv());
        SuiteEnvironment environment = new SuiteEnvironment(System.getenv());
        String services = optionOrSaved(SuiteServers.SERVICE_DATABASE, serviceDatabase, named, saved);
        if (services != null) {
            DatabaseAddress.of(services).checkLogin(System.getenv(), "SERVICE_DB_PASSWORD");
            environment.withServiceDatabase(services);
        }
        String edms = optionOrSaved(SuiteServers.EDMS, database, named, saved);
        if (edms != null) {
            DatabaseAddress.of(edms).checkLogin(System.getenv(), "DB_PASSWORD");
            environment.withEdms(edms);
        }
        Map<String, Path> roots = files;
        if (roots == null && named.files().isEmpty()) {
            roots = saved.map(SuiteServers::files).orElse(Map.of());
        }
        if (roots != null && !roots.isEmpty()) {
            environment.withFiles(roots);
        }
        Path edmsModel = model;
        if (edmsModel == null && named.get(SuiteServers.MODEL).isEmpty()) {
            edmsModel = saved.flatMap(servers -> servers.get(SuiteServers.MODEL))
                    .map(Path::of)
                    .orElse(null);
        }
        if (edmsModel != null) {
            environment.withModel(edmsModel);
        }
        String kafkaServers = optionOrSaved(SuiteServers.KAFKA, kafka, named, saved);
        if (kafkaServers != null) {
            KafkaServers.of(kafkaServers).checkReachable();
            environment.withKafka(kafkaServers);
        }
        return environment;
    }

    /** The value of the option, or the saved one; null to use the environment variables. */
    private static String optionOrSaved(String what, String option, SuiteServers named, Optional<SuiteServers> saved) {
        if (option != null || named.get(what).isPresent()) {
            return option;
        }
        return saved.flatMap(servers -> servers.get(what)).orElse(null);
    }
}
