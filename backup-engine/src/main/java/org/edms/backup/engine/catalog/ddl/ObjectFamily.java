package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Knows how objects of one kind are made again. */
@FunctionalInterface
interface ObjectFamily {

    List<DdlObject> read(CatalogQuery catalog) throws SQLException;
}
