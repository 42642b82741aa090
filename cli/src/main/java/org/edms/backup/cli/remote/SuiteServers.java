package org.edms.backup.cli.remote;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The servers and files that a suite on this machine uses. Its data directory saves them, because a later start without
 * options would otherwise attach an empty EDMS instead of the real one. Passwords are not saved.
 *
 * @param named addresses by purpose; a missing server is embedded
 */
public record SuiteServers(SortedMap<String, String> named) {

    /** The variable that passes the servers to the launcher, which saves them once it owns the data directory. */
    public static final String VARIABLE = "EDMS_BACKUP_SUITE_SERVERS";

    public static final String EDMS = "EDMS";
    public static final String SERVICE_DATABASE = "service database";
    public static final String KAFKA = "Kafka";
    public static final String FILES = "files ";

    /** The model of the EDMS. A start may name another one: it changes no data. */
    public static final String MODEL = "model";

    /** The variable that names the model of the EDMS. */
    public static final String MODEL_VARIABLE = "EDMS_BACKUP_MODEL";

    private static final String STORAGE = "EDMS_STORAGE_";
    private static final String EMBEDDED = "an embedded server";

    public SuiteServers(SortedMap<String, String> named) {
        this.named = new TreeMap<>(named);
    }

    /** Reads the variables of the services. */
    public static SuiteServers fromEnvironment(Map<String, String> variables) {
        SortedMap<String, String> named = new TreeMap<>();
        if (variables.containsKey("DB_NAME")) {
            named.put(EDMS, edms(variables));
            if (variables.containsKey(MODEL_VARIABLE)) {
                named.put(MODEL, variables.get(MODEL_VARIABLE));
            }
            variables.forEach((name, value) -> {
                if (name.startsWith(STORAGE)) {
                    named.put(FILES + name.substring(STORAGE.length()).toLowerCase(Locale.ROOT), value);
                }
            });
        }
        if (variables.containsKey("SERVICE_DB_URL")) {
            named.put(SERVICE_DATABASE, serviceDatabase(variables));
        }
        if (variables.containsKey("KAFKA_BOOTSTRAP_SERVERS")) {
            named.put(KAFKA, variables.get("KAFKA_BOOTSTRAP_SERVERS"));
        }
        return new SuiteServers(named);
    }

    /** The servers saved in a data directory; nothing before the first start. */
    public static Optional<SuiteServers> savedIn(LocalSuite suite) throws IOException {
        Path file = suite.data().resolve("servers.properties");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        SortedMap<String, String> named = new TreeMap<>();
        properties.forEach((name, value) -> named.put(name.toString(), value.toString()));
        return Optional.of(new SuiteServers(named));
    }

    public Optional<String> get(String what) {
        return Optional.ofNullable(named.get(what));
    }

    /** The file roots by name. */
    public Map<String, Path> files() {
        return named.entrySet().stream()
                .filter(each -> each.getKey().startsWith(FILES))
                .collect(Collectors.toMap(
                        each -> each.getKey().substring(FILES.length()), each -> Path.of(each.getValue())));
    }

    /** Rejects servers other than the saved ones. */
    public void requireSame(SuiteServers given, Path data) {
        SortedMap<String, String> all = new TreeMap<>(named);
        all.putAll(given.named);
        all.remove(MODEL);
        for (String what : all.keySet()) {
            String before = named.getOrDefault(what, EMBEDDED);
            String now = given.named.getOrDefault(what, EMBEDDED);
            if (!before.equals(now)) {
                boolean files = what.startsWith(FILES);
                throw new BackupException(
                        ErrorCode.SERVERS_DIFFER,
                        "%s: %s was started with %s, but this command specifies %s"
                                .formatted(
                                        what,
                                        data,
                                        files && before.equals(EMBEDDED) ? "no such files" : before,
                                        files && now.equals(EMBEDDED) ? "no such files" : now));
            }
        }
    }

    /** The form in which the launcher saves the servers. */
    public String text() throws IOException {
        Properties properties = new Properties();
        properties.putAll(named);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return text.toString();
    }

    private static String edms(Map<String, String> variables) {
        return "postgresql://%s@%s:%s/%s%s"
                .formatted(
                        encoded(variables.getOrDefault("DB_USER", "postgres")),
                        variables.getOrDefault("DB_HOST", "localhost"),
                        variables.getOrDefault("DB_PORT", "5432"),
                        encoded(variables.get("DB_NAME")),
                        parameters(variables.getOrDefault("DB_PARAMETERS", "")));
    }

    private static String serviceDatabase(Map<String, String> variables) {
        String[] parts = variables.get("SERVICE_DB_URL").split("\\?", 2);
        String user = variables.get("SERVICE_DB_USER");
        String address = parts[0].substring(parts[0].startsWith("jdbc:") ? "jdbc:".length() : 0);
        String login = user == null ? "" : encoded(user) + "@";
        return address.replaceFirst("//([^/]*@)?", "//" + login.replace("$", "\\$"))
                + parameters(parts.length > 1 ? parts[1] : "");
    }

    /** Removes passwords, and the user, which is put before the host. */
    private static String parameters(String text) {
        String kept = text.isEmpty()
                ? ""
                : Arrays.stream(text.split("&", -1))
                        .filter(parameter -> !parameter.matches("(?i)(user|[a-z]*password)=.*"))
                        .collect(Collectors.joining("&"));
        return kept.isEmpty() ? "" : "?" + kept;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
