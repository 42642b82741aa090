package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Writes the DDL of one kind of objects. */
@FunctionalInterface
interface ObjectFamily {

    List<DdlObject> read(CatalogQuery catalog) throws SQLException;
}
