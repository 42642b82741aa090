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
 * The legacy package to convert, and the package to write.
 *
 * @param model the meaning of its records
 * @param filesOnly whether to omit the rows, even if they cannot be read
 * @param skipModels labels of the models whose records are omitted
 * @param createdBy the user who requests the conversion; {@code tool} is the program and version that runs it
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
     * @param replace whether an existing package of that name may be overwritten
     * @param recipients the recipients who can decrypt it; empty for an unencrypted package
     * @param identities the identities that decrypt it when it is verified
     */
    public record To(PackageFileName name, boolean replace, List<Recipient> recipients, List<Identity> identities) {

        public To {
            Objects.requireNonNull(name);
            recipients = List.copyOf(recipients);
            identities = List.copyOf(identities);
        }
    }
}
