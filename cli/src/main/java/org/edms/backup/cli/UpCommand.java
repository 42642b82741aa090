package org.edms.backup.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
final class UpCommand implements Callable<Integer> {

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
                "Without --db: DB_NAME and the others, or an empty EDMS that is embedded"
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

    @Override
    public Integer call() throws IOException {
        LocalSuite suite = new LocalSuite(data == null ? LocalSuite.usualData("up") : data);
        SuiteProcess process =
                SuiteProcess.start(suite, new SuiteProcess.Order(environment().variables(), detach, List.of()));
        LocalSuite.Ready ready = process.awaitReady(output.errors());
        if (output.json()) {
            output.print(ready);
        } else {
            SuiteText.print(suite, ready, detach, output);
        }
        if (detach) {
            process.leave();
        } else {
            process.awaitEnd();
        }
        return ExitCode.DONE.number();
    }

    private SuiteEnvironment environment() {
        SuiteEnvironment environment = new SuiteEnvironment(System.getenv());
        if (serviceDatabase != null) {
            DatabaseAddress.of(serviceDatabase).check(System.getenv(), "SERVICE_DB_PASSWORD");
            environment.withServiceDatabase(serviceDatabase);
        }
        if (database != null) {
            DatabaseAddress.of(database).check(System.getenv(), "DB_PASSWORD");
            environment.withEdms(database);
        }
        if (files != null) {
            environment.withFiles(files);
        }
        if (kafka != null) {
            KafkaServers.of(kafka).check();
            environment.withKafka(kafka);
        }
        return environment;
    }
}
