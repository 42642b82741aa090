package org.edms.backup.engine.legacy.rows;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.manifest.Manifest;

/** Where the rows of a legacy package come from. It is read twice: looked at, and then written. */
public interface RowSource {

    /** Reads all of it, and finds out whether it is whole. Nothing is written before. */
    void scan() throws IOException;

    /** What is known of the database, after the look. */
    Catalog catalog();

    List<Manifest.Table> write(PackageWriter writer, Instant now) throws IOException;

    /** What became of the records, after they were written. */
    List<ModelCounts> counts();
}
