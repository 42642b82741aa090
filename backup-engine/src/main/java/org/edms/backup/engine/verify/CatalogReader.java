package org.edms.backup.engine.verify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.input.BoundedJsonParser;
import org.edms.backup.engine.input.LimitedInput;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Reads the catalog and the model of a package, for restores and verifications. */
public final class CatalogReader {

    public static final String CATALOG = "catalog/catalog.json";
    public static final String MODEL = "catalog/edms-model.yaml";

    private static final ObjectMapper JSON = Json.newMapper();
    private static final int LONGEST_CATALOG = 64 << 20;

    /** These values take some 250 MB of memory at worst. A column has about fifteen. */
    private static final int MOST_VALUES_OF_CATALOG = 4 << 20;

    private static final int LONGEST_MODEL = 4 << 20;
    private static final int LONGEST_MESSAGE = 300;

    private CatalogReader() {}

    /** @throws BackupException for a catalog that no backup writes; the message names the member */
    public static Catalog catalog(InputStream content, Manifest.Database database) throws IOException {
        Catalog catalog = read(content);
        for (Manifest.Table table : database.tables()) {
            Optional<Table> known = catalog.table(table.schema(), table.name());
            List<String> missing = known.isEmpty()
                    ? List.of(table.name())
                    : table.columns().stream()
                            .filter(column -> known.get().column(column).isEmpty())
                            .toList();
            if (!missing.isEmpty()) {
                throw corrupt(
                        CATALOG, "%s is missing from it, but has rows in the package".formatted(missing.get(0)), null);
            }
            refuseOtherColumns(table, known.orElseThrow());
        }
        return catalog;
    }

    /** Without a column list, rows would be loaded into all columns, including those that a restore adds for its own use. */
    private static void refuseOtherColumns(Manifest.Table table, Table known) {
        boolean lost = table.columns().isEmpty() && known.columns().stream().anyMatch(column -> !column.generated());
        if (lost || Set.copyOf(table.columns()).size() < table.columns().size()) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    "manifest.json: the columns of %s are not those that a backup writes"
                            .formatted(table.qualifiedName()));
        }
    }

    /**
     * Checks that the catalog can be read again before the package is finished.
     *
     * @throws BackupException if the catalog is too large
     */
    public static void requireReadable(byte[] catalog) throws IOException {
        try {
            read(new ByteArrayInputStream(catalog));
        } catch (BackupException e) {
            throw new BackupException(ErrorCode.VERIFICATION_FAILED, e.failure().detail(), e);
        }
    }

    private static Catalog read(InputStream content) throws IOException {
        Catalog catalog;
        try (LimitedInput limited = new LimitedInput(content, LONGEST_CATALOG, CATALOG);
                JsonParser json = new BoundedJsonParser(JSON.createParser(limited), MOST_VALUES_OF_CATALOG)) {
            catalog = JSON.readValue(json, Catalog.class);
        } catch (JsonProcessingException e) {
            throw corrupt(CATALOG, e.getOriginalMessage(), e);
        } catch (CharConversionException e) {
            throw corrupt(CATALOG, e.getMessage(), e);
        }
        if (catalog == null) {
            throw corrupt(CATALOG, "it is empty", null);
        }
        return catalog;
    }

    /** @throws BackupException for an unreadable model; the message names the member */
    public static EdmsModel model(InputStream content) throws IOException {
        byte[] text = new LimitedInput(content, LONGEST_MODEL, MODEL).readAllBytes();
        try {
            return ModelFile.parse(new String(text, StandardCharsets.UTF_8));
        } catch (BackupException e) {
            throw corrupt(MODEL, e.failure().detail(), e);
        }
    }

    private static BackupException corrupt(String member, String why, Exception cause) {
        String line = String.valueOf(why).replaceAll("[\\s\\p{Cntrl}]+", " ");
        String start = line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "..." : line;
        return new BackupException(ErrorCode.PACKAGE_CORRUPT, member + ": " + start, cause);
    }
}
