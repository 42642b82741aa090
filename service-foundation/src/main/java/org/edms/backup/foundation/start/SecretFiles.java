package org.edms.backup.foundation.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Secrets from files: the file that {@code NAME_FILE} names in the environment contains the value of {@code NAME}. */
public final class SecretFiles implements ConfigSource {

    private static final String FILE = "_FILE";
    private static final Set<String> SECRETS =
            Set.of("_PASSWORD_FILE", "_TOKEN_FILE", "_SECRET_FILE", "_JAAS_CONFIG_FILE");

    /** Below the environment, whose ordinal is 300. */
    private static final int ORDINAL = 290;

    private final Map<String, String> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    public SecretFiles() {
        this(System.getenv());
    }

    SecretFiles(Map<String, String> environment) {
        environment.forEach((name, file) -> {
            if (SECRETS.stream().anyMatch(name::endsWith)) {
                read(name, file);
            }
        });
    }

    private void read(String name, String file) {
        try {
            values.put(
                    name.substring(0, name.length() - FILE.length()),
                    Files.readString(Path.of(file)).strip());
        } catch (IOException | InvalidPathException e) {
            problems.add(name + " names an unreadable file: " + file);
        }
    }

    /** Reported at startup: this source is read before beans exist. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getValue(String name) {
        return values.get(name);
    }

    @Override
    public String getName() {
        return "files of secrets";
    }
}
