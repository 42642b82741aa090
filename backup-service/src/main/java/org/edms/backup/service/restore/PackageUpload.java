package org.edms.backup.service.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.OptionalLong;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.PackageStart;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.foundation.request.BooleanParam;
import org.edms.backup.model.Json;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.service.edms.Edms;

/** Receives a package and writes it to the store as it arrives. The package appears in the store when it is complete. */
@Singleton
class PackageUpload {

    static final String DIRECTORY = "uploads";

    private static final int BUFFER = 1 << 17;

    private final Edms edms;
    private final UploadSettings settings;
    private final UuidV7 ids;
    private final ObjectMapper mapper = Json.newStrictMapper();

    PackageUpload(Edms edms, UploadSettings settings, UuidV7 ids) {
        this.edms = edms;
        this.settings = settings;
        this.ids = ids;
    }

    /** A received package, and how to restore it. */
    record Uploaded(StoredPackage stored, RestoreOptions options, boolean confirmed) {}

    /**
     * @param contentType with the boundary between the parts
     * @param length of the body, as the caller announced it; null when unknown
     */
    Uploaded receive(InputStream body, String contentType, Long length) throws IOException {
        refuseTooLarge(length);
        MultipartRequest request = new MultipartRequest(body, contentType);
        if (!request.hasBoundary()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "the request must be multipart/form-data with a part named file");
        }
        FormFields fields = new FormFields(settings.fieldsLimit().asLongValue());
        StoredPackage stored = null;
        try {
            FileItemInputIterator parts = request.parts();
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                if (part.isFormField()) {
                    fields.read(part.getFieldName(), part.getInputStream());
                } else if (stored == null) {
                    FormFields.checkFile(part.getFieldName());
                    stored = store(part.getInputStream(), part.getName());
                } else {
                    throw new BackupException(ErrorCode.WRONG_USAGE, "the request contains more than one file");
                }
            }
            if (stored == null) {
                throw new BackupException(ErrorCode.WRONG_USAGE, "the request contains no file");
            }
            return new Uploaded(
                    stored, options(fields.get("options")), BooleanParam.parse("confirm", fields.get("confirm")));
        } catch (BackupException | IOException e) {
            discard(stored);
            throw translated(e);
        }
    }

    private static RuntimeException translated(Exception failure) {
        return failure instanceof BackupException known
                ? known
                : new BackupException(
                        ErrorCode.WRONG_USAGE, "the upload was interrupted: " + failure.getMessage(), failure);
    }

    void discard(StoredPackage stored) {
        if (stored != null) {
            edms.stores().at(DIRECTORY).delete(stored.name().substring(DIRECTORY.length() + 1));
        }
    }

    private void refuseTooLarge(Long length) {
        if (length == null) {
            return;
        }
        if (length > settings.limit().asLongValue()) {
            throw new BackupException(
                    ErrorCode.TOO_LARGE,
                    length + " bytes; edms.upload.limit is " + settings.limit().asLongValue());
        }
        OptionalLong free = edms.stores().at(DIRECTORY).freeBytes();
        if (free.isPresent() && free.getAsLong() < length) {
            throw new BackupException(
                    ErrorCode.STORE_FULL, length + " bytes announced; free bytes: " + free.getAsLong());
        }
    }

    private StoredPackage store(InputStream content, String given) throws IOException {
        PackageFileName name = name(given);
        byte[] start = content.readNBytes(PackageStart.BYTES);
        PackageStart.check(start, name);
        PackageId id = new PackageId(ids.next());
        PackageStore store = edms.stores().at(DIRECTORY);
        String kept = id + "-" + name.value();
        try (org.edms.backup.engine.store.Upload upload = store.begin(kept, false)) {
            long bytes = copy(new SequenceInputStream(new ByteArrayInputStream(start), content), upload);
            return new StoredPackage(id, DIRECTORY + "/" + kept, bytes, upload.publish());
        }
    }

    private static PackageFileName name(String given) {
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                .replaceAll("[^A-Za-z0-9_.-]", "_")
                .replaceFirst("\\.tgz$", ".tar.gz");
        if (!PackageFileName.isValid(name)) {
            throw new BackupException(
                    ErrorCode.PACKAGE_FORMAT_UNKNOWN,
                    given + ": the name of a package ends in .tar.zst, .tar.gz or .tar, followed by .age if encrypted. "
                            + "Convert a file of the earlier system (.json, .json.gz) to a package with: "
                            + "edms-backup convert");
        }
        return PackageFileName.parse(name.length() > 150 ? name.substring(name.length() - 150) : name);
    }

    private long copy(InputStream from, org.edms.backup.engine.store.Upload to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            bytes += read;
            refuseTooLarge(bytes > settings.limit().asLongValue() ? bytes : null);
            to.write(buffer, 0, read);
        }
        return bytes;
    }

    private RestoreOptions options(String json) {
        if (json == null || json.isBlank()) {
            return RestoreOptions.defaults();
        }
        try {
            return mapper.readValue(json, RestoreOptions.class);
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "options: " + e.getOriginalMessage(), e);
        }
    }
}
