package org.edms.backup.engine.legacy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.age.Recipient;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.PackageFileName;

/**
 * Which legacy package to convert, and the package to write.
 *
 * @param model what its records mean
 * @param filesOnly whether its rows are left out, also when they could not be read
 * @param skipModels labels of models whose records are left out
 * @param createdBy who asks, and {@code tool} what does it, with its version
 */
public record ConversionRequest(
        Path file,
        EdmsModel model,
        boolean filesOnly,
        Set<String> skipModels,
        To to,
        String createdBy,
        String tool,
        int parallelism) {

    public ConversionRequest {
        Objects.requireNonNull(file);
        Objects.requireNonNull(model);
        Objects.requireNonNull(to);
        skipModels = Set.copyOf(skipModels);
    }

    public ConversionRequest(
            Path file, EdmsModel model, boolean filesOnly, To to, String createdBy, String tool, int parallelism) {
        this(file, model, filesOnly, Set.of(), to, createdBy, tool, parallelism);
    }

    /**
     * @param replace whether a package of that name may be replaced
     * @param recipients who shall be able to open it; none for everybody
     * @param identities that open it, to read it once more
     */
    public record To(PackageFileName name, boolean replace, List<Recipient> recipients, List<Identity> identities) {

        public To {
            Objects.requireNonNull(name);
            recipients = List.copyOf(recipients);
            identities = List.copyOf(identities);
        }
    }
}
