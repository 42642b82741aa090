package org.edms.backup.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pod of the chart in the form that Podman 4.3 runs. Podman mounts secrets encoded, does not read variables from them, resolves
 * no reference between variables, shares temporary directories between pods, and knows neither seccomp profiles nor HTTP probes.
 */
final class PlayablePod {

    private static final YAMLMapper YAML = new YAMLMapper();

    private final String name;
    private final Map<String, Map<String, String>> secrets;
    private final Path directory;

    /** @param directory for the files of the pod */
    PlayablePod(String name, Map<String, Map<String, String>> secrets, Path directory) {
        this.name = name;
        this.secrets = secrets;
        this.directory = directory;
    }

    /** Writes the pod of a template, and returns the file. */
    Path write(JsonNode template, Map<String, String> moreLabels) {
        ObjectNode pod = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata").put("name", name);
        ObjectNode labels = metadata.putObject("labels").setAll((ObjectNode) template.at("/metadata/labels"));
        moreLabels.forEach(labels::put);
        ObjectNode specification = template.path("spec").deepCopy();
        pod.set("spec", specification);
        specification.remove(List.of("affinity", "topologySpreadConstraints"));
        specification.withObject("securityContext").remove("seccompProfile");
        for (JsonNode container : specification.path("containers")) {
            ((ObjectNode) container).remove(List.of("startupProbe", "livenessProbe", "readinessProbe", "ports"));
            resolve(container.path("env"));
        }
        for (JsonNode volume : specification.path("volumes")) {
            replace((ObjectNode) volume, specification.path("containers"));
        }
        try {
            return Files.writeString(directory.resolve(name + ".yaml"), YAML.writeValueAsString(pod));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void resolve(JsonNode environment) {
        Map<String, String> known = new LinkedHashMap<>();
        for (JsonNode each : environment) {
            ObjectNode variable = (ObjectNode) each;
            JsonNode reference = variable.at("/valueFrom/secretKeyRef");
            if (!reference.isMissingNode()) {
                variable.remove("valueFrom");
                variable.put(
                        "value",
                        secret(
                                reference.path("name").asText(),
                                reference.path("key").asText()));
            }
            if (variable.has("value")) {
                String value = variable.path("value").asText();
                for (Map.Entry<String, String> earlier : known.entrySet()) {
                    value = value.replace("$(" + earlier.getKey() + ")", earlier.getValue());
                }
                variable.put("value", value);
                known.put(variable.path("name").asText(), value);
            }
        }
    }

    private void replace(ObjectNode volume, JsonNode containers) {
        if (volume.has("secret")) {
            JsonNode secret = volume.remove("secret");
            volume.putObject("hostPath")
                    .put("path", files(volume.path("name").asText(), secret).toString());
        } else if (volume.has("emptyDir")) {
            String unique = name + "-" + volume.path("name").asText();
            for (JsonNode mount : containers.path(0).path("volumeMounts")) {
                if (mount.path("name").equals(volume.path("name"))) {
                    ((ObjectNode) mount).put("name", unique);
                }
            }
            volume.put("name", unique);
        }
    }

    private Path files(String volume, JsonNode secret) {
        try {
            Path files = Files.createDirectories(directory.resolve(name).resolve(volume));
            for (JsonNode item : secret.path("items")) {
                Files.writeString(
                        files.resolve(item.path("path").asText()),
                        secret(
                                secret.path("secretName").asText(),
                                item.path("key").asText()));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String secret(String secret, String key) {
        String value = secrets.getOrDefault(secret, Map.of()).get(key);
        if (value == null) {
            throw new AssertionError("secret " + secret + " has no key " + key);
        }
        return value;
    }
}
