package org.edms.backup.engine.catalog.ddl;

/** An object of a database, known by the catalog that it is a row of. */
record ObjectId(String catalog, long oid) {}
