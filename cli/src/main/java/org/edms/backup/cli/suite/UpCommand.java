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
        description =
                "Runs the suite on this machine: the three services, and PostgreSQL and Kafka where none are named. "
                        + "It listens on this machine alone, and lasts until it is stopped.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the directory that holds all of it; without it: ~/.edms-backup/up")
    private Path data;

    @Option(names = "--detach", description = "come back when it is ready, and let it run")
    private boolean detach;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = {
                "the EDMS's database: postgresql://user:password@host:port/name; the password also from PGPASSWORD.",
                "Without --db: DB_NAME and the others, the EDMS of the last start, or an empty EDMS that is embedded"
            })
    private String database;

    @Option(
            names = "--files",
            paramLabel = "NAME=DIR",
            description = "a directory of the EDMS's files, and the name it has in packages; repeatable")
    private Map<String, Path> files;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description = "a database for the services themselves, in place of the embedded one")
    private String serviceDatabase;

    @Option(names = "--kafka", paramLabel = "SERVERS", description = "host:port,... in place of the embedded one")
    private String kafka;

    @Option(
            names = "--reconfigure",
            description = "use exactly the servers and files that this command names, in place of those that the "
                    + "directory remembers from its last start")
    private boolean reconfigure;

    @Override
    public Integer call() throws IOException {
        LocalSuite suite = new LocalSuite(data == null ? LocalSuite.usualData("up") : data);
        Optional<SuiteServers> remembered = reconfigure ? Optional.empty() : SuiteServers.rememberedBy(suite);
        SuiteEnvironment environment = environment(remembered);
        SuiteServers servers = SuiteServers.in(environment.variables());
        if (remembered.isPresent()) {
            remembered.get().refuseOthers(servers, suite.data());
        }
        SuiteProcess process = SuiteProcess.start(
                suite, new SuiteProcess.Order(environment.with(servers).variables(), detach, List.of()));
        LocalSuite.Ready ready = process.awaitReady(output.errors());
        if (output.json()) {
            output.print(ready);
        } else {
            SuiteInstructions.print(suite, ready, detach, output);
        }
        if (detach) {
            process.leave();
        } else {
            process.awaitEnd();
        }
        return ExitCode.DONE.number();
    }

    /** What neither an option nor a variable names is as the directory remembers it. */
    private SuiteEnvironment environment(Optional<SuiteServers> remembered) {
        SuiteServers named = SuiteServers.in(System.getenv());
        SuiteEnvironment environment = new SuiteEnvironment(System.getenv());
        String services = wanted(SuiteServers.SERVICE_DATABASE, serviceDatabase, named, remembered);
        if (services != null) {
            DatabaseAddress.of(services).check(System.getenv(), "SERVICE_DB_PASSWORD");
            environment.withServiceDatabase(services);
        }
        String edms = wanted(SuiteServers.EDMS, database, named, remembered);
        if (edms != null) {
            DatabaseAddress.of(edms).check(System.getenv(), "DB_PASSWORD");
            environment.withEdms(edms);
        }
        Map<String, Path> roots = files;
        if (roots == null && named.files().isEmpty()) {
            roots = remembered.map(SuiteServers::files).orElse(Map.of());
        }
        if (roots != null && !roots.isEmpty()) {
            environment.withFiles(roots);
        }
        String kafkaServers = wanted(SuiteServers.KAFKA, kafka, named, remembered);
        if (kafkaServers != null) {
            KafkaServers.of(kafkaServers).check();
            environment.withKafka(kafkaServers);
        }
        return environment;
    }

    /** By an option, or remembered; null leaves it to the variables. */
    private static String wanted(String what, String option, SuiteServers named, Optional<SuiteServers> remembered) {
        if (option != null || named.get(what).isPresent()) {
            return option;
        }
        return remembered.flatMap(servers -> servers.get(what)).orElse(null);
    }
}
