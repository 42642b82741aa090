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

/** A suite that {@code up} or {@code demo} runs on this machine, as its data directory tells of it. */
public record LocalSuite(Path data) {

    private static final String HOME = "EDMS_BACKUP_HOME";
    private static final String PART = "part.";

    public LocalSuite(Path data) {
        this.data = data.toAbsolutePath().normalize();
    }

    /** What a caller needs to know of a suite that is ready. */
    public record Ready(String url, String token, String data, String edms, long pid) {

        /** Without the token. */
        @Override
        public String toString() {
            return url;
        }
    }

    /** Where it lies when nobody says where. */
    public static Path usualData(String command) {
        return Path.of(System.getProperty("user.home"), ".edms-backup", command);
    }

    /** One that runs where {@code up} or {@code demo} put it when nobody says where. */
    public static Optional<LocalSuite> usual() throws IOException {
        for (String command : List.of("up", "demo")) {
            LocalSuite suite = new LocalSuite(usualData(command));
            if (suite.launcher().isPresent()) {
                return Optional.of(suite.running());
            }
        }
        return Optional.empty();
    }

    /** Where the programs of the suite are, each in a directory by its name. */
    public static Path programs() {
        String home = System.getenv(HOME);
        return Path.of(home == null ? "" : home).toAbsolutePath().resolve("lib");
    }

    /** Made if it is missing; nobody else sees into it. */
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
        Properties told = told();
        return Optional.of(new Ready(
                told.getProperty("url"),
                told.getProperty("token"),
                data.toString(),
                told.getProperty("edms"),
                Long.parseLong(told.getProperty("pid"))));
    }

    /** The database of the EDMS, without a password. */
    public String edms() throws IOException {
        return told().getProperty("edms");
    }

    /** The same, and whether it came with the suite. */
    public String edmsAndOrigin() throws IOException {
        boolean embedded = SuiteServers.rememberedBy(this)
                .filter(servers -> servers.get(SuiteServers.EDMS).isPresent())
                .isEmpty();
        return edms() + (embedded ? " (embedded)" : "");
    }

    /** Of the PostgreSQL that is embedded. */
    public String postgresPassword() throws IOException {
        return Files.readString(data.resolve("keys/postgres.password"));
    }

    /** Itself, if it runs and is ready: what a launcher that was killed has left tells of nothing. */
    public LocalSuite running() throws IOException {
        if (launcher().isEmpty()) {
            throw new BackupException(
                    ErrorCode.SERVICE_UNREACHABLE, "no suite runs on " + data + ": up --data starts one");
        }
        if (ready().isEmpty()) {
            throw new BackupException(
                    ErrorCode.SERVICE_UNREACHABLE, "the suite on " + data + " is starting or stopping");
        }
        return this;
    }

    /** Its processes, and where each of them is. */
    public SortedMap<String, String> parts() throws IOException {
        SortedMap<String, String> parts = new TreeMap<>();
        told().forEach((name, where) -> {
            if (name.toString().startsWith(PART)) {
                parts.put(name.toString().substring(PART.length()), where.toString());
            }
        });
        return parts;
    }

    public Server server() throws IOException {
        return Server.at(told().getProperty("url"), Token.in(tokenFile()), null);
    }

    /** The process that holds it together; nothing when none does. A process id alone may be another program's by now. */
    public Optional<ProcessHandle> launcher() throws IOException {
        Path file = data.resolve("launcher.pid");
        if (!Files.exists(file) || !isLocked(file)) {
            return Optional.empty();
        }
        return lines().findFirst().flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    }

    /** Whether that process will be gone in a moment. */
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

    private Properties told() throws IOException {
        Properties told = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("suite.properties"))) {
            told.load(reader);
        }
        return told;
    }
}
