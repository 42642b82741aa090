package org.edms.backup.engine.legacy.rows;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.manifest.Manifest;

/** A source of the rows of a legacy package. It is read twice: first scanned, then written. */
public interface RowSource {

    /** Reads all rows and checks that they are complete. Call it before anything is written. */
    void scan() throws IOException;

    /** Returns the catalog of the database as far as the scan could determine it. */
    Catalog catalog();

    List<Manifest.Table> write(PackageWriter writer, Instant now) throws IOException;

    /** Returns the outcome for the records after they were written. */
    List<ModelCounts> counts();
}
