package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Reads the DDL of one kind of object. */
@FunctionalInterface
interface ObjectFamily {

    List<DdlObject> read(CatalogQuery catalog) throws SQLException;
}
