package org.edms.backup.engine.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The models that this suite ships, each for one system. */
public final class ShippedModels {

    private static final String EDMS = "edms-model.yaml";
    private static final List<String> FILES =
            List.of(EDMS, "docspell.yaml", "mayan-4.yaml", "paperless-ngx-3.yaml", "teedy.yaml");

    private ShippedModels() {}

    public static List<EdmsModel> all() {
        return FILES.stream().map(ShippedModels::read).toList();
    }

    /** Returns the model with this name of a system. */
    public static Optional<EdmsModel> find(String system) {
        return all().stream()
                .filter(model -> model.system().name().equals(system))
                .findFirst();
    }

    /** Returns whether a model is shipped, even if it comes from a package. */
    public static boolean contains(EdmsModel model) {
        return FILES.stream().anyMatch(file -> text(file).equals(model.text()));
    }

    /** Returns the model of the system that earlier packages come from. */
    public static EdmsModel ofEarlierPackages() {
        return read(EDMS);
    }

    private static EdmsModel read(String file) {
        return ModelFile.parse(text(file)).from(EdmsModel.Origin.SHIPPED);
    }

    private static String text(String file) {
        try (InputStream shipped = ShippedModels.class.getResourceAsStream("models/" + file)) {
            return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
