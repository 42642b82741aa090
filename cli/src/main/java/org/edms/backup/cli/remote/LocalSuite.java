package org.edms.backup.cli.remote;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A suite that {@code up} or {@code demo} runs on this machine, described by its data directory. */
public record LocalSuite(Path data) {

    private static final String HOME = "EDMS_BACKUP_HOME";
    private static final String PART = "part.";

    public LocalSuite(Path data) {
        this.data = data.toAbsolutePath().normalize();
    }

    /** How to reach a suite that is ready. */
    public record Ready(String url, String token, String data, String edms, long pid) {

        /** Without the token. */
        @Override
        public String toString() {
            return url;
        }
    }

    /** The data directory of a command without {@code --data}. */
    public static Path defaultDirectory(String command) {
        return Path.of(System.getProperty("user.home"), ".edms-backup", command);
    }

    /** A suite that runs in the default directory of {@code up} or {@code demo}. */
    public static Optional<LocalSuite> findRunning() throws IOException {
        for (String command : List.of("up", "demo")) {
            LocalSuite suite = new LocalSuite(defaultDirectory(command));
            if (suite.launcher().isPresent()) {
                return Optional.of(suite.requireRunning());
            }
        }
        return Optional.empty();
    }

    /** The directory with the programs of the suite, each in a subdirectory of its name. */
    public static Path programs() {
        String home = System.getenv(HOME);
        return Path.of(home == null ? "" : home).toAbsolutePath().resolve("lib");
    }

    /** Creates the data directory, accessible only to its owner. */
    public void makeDirectories() throws IOException {
        Files.createDirectories(data.getParent());
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(data, ownerOnly);
        Files.createDirectories(logs(), ownerOnly);
    }

    public Path logs() {
        return data.resolve("logs");
    }

    public Path store() {
        return data.resolve("store");
    }

    public Path tokenFile() {
        return data.resolve("keys/admin.token");
    }

    public Optional<Ready> ready() throws IOException {
        Path file = data.resolve("suite.properties");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = properties();
        return Optional.of(new Ready(
                properties.getProperty("url"),
                properties.getProperty("token"),
                data.toString(),
                properties.getProperty("edms"),
                Long.parseLong(properties.getProperty("pid"))));
    }

    /** The URL of the database of the EDMS, without a password. */
    public String edms() throws IOException {
        return properties().getProperty("edms");
    }

    /** The same URL, marked if the database is embedded. */
    public String edmsAndOrigin() throws IOException {
        boolean embedded = SuiteServers.savedIn(this)
                .filter(servers -> servers.get(SuiteServers.EDMS).isPresent())
                .isEmpty();
        return edms() + (embedded ? " (embedded)" : "");
    }

    /** The password of the embedded PostgreSQL. */
    public String postgresPassword() throws IOException {
        return Files.readString(data.resolve("keys/postgres.password"));
    }

    /** Returns itself if the suite is ready. The files of a killed launcher do not count. */
    public LocalSuite requireRunning() throws IOException {
        if (launcher().isEmpty()) {
            throw new BackupException(
                    ErrorCode.SERVICE_UNREACHABLE, "no suite is running in " + data + ": start one with up --data");
        }
        if (ready().isEmpty()) {
            throw new BackupException(
                    ErrorCode.SERVICE_UNREACHABLE, "the suite in " + data + " is starting or stopping");
        }
        return this;
    }

    /** The processes of the suite, each with its address. */
    public SortedMap<String, String> parts() throws IOException {
        SortedMap<String, String> parts = new TreeMap<>();
        properties().forEach((name, where) -> {
            if (name.toString().startsWith(PART)) {
                parts.put(name.toString().substring(PART.length()), where.toString());
            }
        });
        return parts;
    }

    public ServiceClient server() throws IOException {
        return ServiceClient.at(properties().getProperty("url"), Token.fromFile(tokenFile()), null);
    }

    /** The launcher process, if it runs. The lock on its file proves that its process ID is not that of another program. */
    public Optional<ProcessHandle> launcher() throws IOException {
        Path file = data.resolve("launcher.pid");
        if (!Files.exists(file) || !isLocked(file)) {
            return Optional.empty();
        }
        return lines().findFirst().flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    }

    /** Whether the launcher is about to end. */
    public boolean isStopping() throws IOException {
        return launcher().isPresent() && lines().anyMatch("stopping"::equals);
    }

    private Stream<String> lines() throws IOException {
        return Files.readString(data.resolve("launcher.pid")).lines();
    }

    private static boolean isLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        }
    }

    private Properties properties() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("suite.properties"))) {
            properties.load(reader);
        }
        return properties;
    }
}
